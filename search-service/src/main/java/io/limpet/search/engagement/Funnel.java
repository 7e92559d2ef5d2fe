package io.limpet.search.engagement;

import io.limpet.core.engagement.Group;
import io.limpet.core.event.EventType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From what was shown to what was bought. */
public final class Funnel {
  private static final List<EventType> STAGES =
      List.of(
          EventType.VIEW_ITEM_LIST,
          EventType.SELECT_ITEM,
          EventType.VIEW_ITEM,
          EventType.ADD_TO_CART,
          EventType.PURCHASE);

  private Funnel() {}

  /**
   * One stage. Whoever is at a stage need not have been at the one before (an item can be viewed
   * without a click), so a rate may be above 1.
   *
   * @param stage impression, click, view, cart or purchase
   * @param events how many
   * @param items line items in them
   * @param visitors different ones
   * @param itemsRate items / items of the stage before
   * @param visitorsRate visitors / visitors of the stage before
   * @param ofActive visitors / different visitors active
   */
  public record Stage(
      String stage,
      long events,
      long items,
      Value visitors,
      @Nullable Double itemsRate,
      @Nullable Value visitorsRate,
      @Nullable Value ofActive) {}

  /** The stages of these days. */
  static List<Stage> of(Period period) {
    List<Stage> stages = new ArrayList<>();
    Stage before = null;
    for (EventType type : STAGES) {
      Group group = Group.of(type);
      if (group == null) {
        continue;
      }
      Value visitors = period.count(group);
      long items = period.sums().lines(type);
      Stage stage =
          new Stage(
              group.label(),
              period.sums().events(type),
              items,
              visitors,
              before == null || before.items() == 0
                  ? null
                  : (Double) ((double) items / before.items()),
              before == null ? null : Value.ratio(visitors, before.visitors()),
              Value.ratio(visitors, period.count(Group.ACTIVE)));
      stages.add(stage);
      before = stage;
    }
    return stages;
  }
}
