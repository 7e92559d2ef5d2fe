package io.limpet.core.feature;

import io.limpet.core.event.EventType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** THE list of the features of items, in one order. Windows are those of {@link Window}. */
public final class ItemFeatures {
  private static final double DAY = 86_400_000;

  /** Weight a day that says nothing of a trend: a tenth of a view. */
  private static final double NOISE = 0.1;

  private static final List<Measure<ItemBehaviour>> ALL = all();

  private ItemFeatures() {}

  /** The features in their order. */
  public static List<Measure<ItemBehaviour>> list() {
    return ALL;
  }

  /**
   * All features of an item as of a time.
   *
   * @param atMillis epoch milliseconds, not before the latest event in the behaviour
   * @return in the order of {@link #list()}, NaN where something is not known
   */
  public static double[] values(ItemBehaviour behaviour, long atMillis) {
    return ALL.stream().mapToDouble(measure -> measure.at(behaviour, atMillis)).toArray();
  }

  private static List<Measure<ItemBehaviour>> all() {
    List<Measure<ItemBehaviour>> all = new ArrayList<>();
    add(all, "days_known", "since the first event", (of, at) -> days(of.firstMillis(), at));
    add(all, "days_since_event", "since the latest", (of, at) -> days(of.lastMillis(), at));
    for (Window window : Window.values()) {
      counts(all, window);
    }
    for (Window window : List.of(Window.DAYS_7, Window.DAYS_30)) {
      rates(all, window);
    }
    add(all, "demand", "weight of events a day, over days", (of, at) -> perDay(of, Decay.DAY, at));
    add(all, "trend", "log2 of that over the same over weeks", ItemFeatures::trend);
    add(
        all,
        "return_rate",
        "pieces given back of those bought, smoothed",
        (of, at) ->
            Smoothing.RETURNS.rate(
                of.counts().of(Counts.RETURNED, Window.EVER, at),
                of.counts().of(Counts.UNITS, Window.EVER, at)));
    add(all, "price", "of the catalogue", (of, at) -> number(of.listing().price()));
    add(all, "stock", "pieces at hand", (of, at) -> number(of.listing().stock()));
    return List.copyOf(all);
  }

  private static void counts(List<Measure<ItemBehaviour>> all, Window window) {
    String end = "_" + window.label();
    for (EventType type : EventType.values()) {
      if (type.needsItems()) {
        add(
            all,
            type.wireName() + end,
            "lines of such events",
            (of, at) -> of.counts().of(type, window, at));
      }
    }
    add(
        all,
        "examined" + end,
        "impressions, each by how likely its place is looked at",
        (of, at) -> of.counts().amount(Counts.EXAMINED, window, at));
    add(
        all,
        "units" + end,
        "pieces bought less those given back",
        (of, at) ->
            of.counts().of(Counts.UNITS, window, at) - of.counts().of(Counts.RETURNED, window, at));
    add(
        all,
        "revenue" + end,
        "paid less what was paid back",
        (of, at) ->
            of.counts().amount(Counts.PAID, window, at)
                - of.counts().amount(Counts.REFUNDED, window, at));
  }

  private static void rates(List<Measure<ItemBehaviour>> all, Window window) {
    String end = "_" + window.label();
    add(
        all,
        "click_rate" + end,
        "select_item of an impression on the first place, smoothed",
        (of, at) ->
            Smoothing.CLICKS.rate(
                of.counts().of(EventType.SELECT_ITEM, window, at),
                of.counts().amount(Counts.EXAMINED, window, at)));
    add(
        all,
        "cart_rate" + end,
        "add_to_cart of a view, smoothed",
        (of, at) ->
            Smoothing.CARTS.rate(
                of.counts().of(EventType.ADD_TO_CART, window, at),
                of.counts().of(EventType.VIEW_ITEM, window, at)));
    add(
        all,
        "purchase_rate" + end,
        "purchase of a view, smoothed",
        (of, at) ->
            Smoothing.PURCHASES.rate(
                of.counts().of(EventType.PURCHASE, window, at),
                of.counts().of(EventType.VIEW_ITEM, window, at)));
  }

  private static void add(
      List<Measure<ItemBehaviour>> all,
      String name,
      String meaning,
      Measure.Computed<ItemBehaviour> of) {
    all.add(new Measure<>(name, meaning, of));
  }

  private static double days(long millis, long atMillis) {
    return millis == 0 || millis == Long.MAX_VALUE ? Double.NaN : (atMillis - millis) / DAY;
  }

  private static double perDay(ItemBehaviour of, Decay decay, long atMillis) {
    if (of.lastMillis() == 0) {
      return 0;
    }
    double sum = decay.at(decay == Decay.DAY ? of.fast() : of.slow(), 0, atMillis);
    return Math.max(0, decay.perDay(sum, atMillis - of.firstMillis()));
  }

  private static double trend(ItemBehaviour of, long atMillis) {
    double ratio =
        (perDay(of, Decay.DAY, atMillis) + NOISE) / (perDay(of, Decay.WEEK, atMillis) + NOISE);
    return Math.log(ratio) / Math.log(2);
  }

  private static double number(@Nullable Number of) {
    return of == null ? Double.NaN : of.doubleValue();
  }
}
