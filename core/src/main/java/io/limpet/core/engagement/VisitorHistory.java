package io.limpet.core.engagement;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.hash.Hash128;
import java.util.List;

/**
 * What has to be known of a visitor, within one segment, so that one more event changes the figures
 * as it should. Bounded, whatever the visitor does: at most 500 bytes. Immutable.
 *
 * @param days when the visitor was there
 * @param visits the latest sessions
 * @param orders the latest purchases
 */
public record VisitorHistory(ActiveDays days, Visits visits, Orders orders) {
  /** Of somebody never seen. */
  public static final VisitorHistory NONE =
      new VisitorHistory(ActiveDays.NONE, Visits.NONE, Orders.NONE);

  /**
   * Whether an event shows that its visitor is there. A refund is the shop's deed, and {@code
   * identify} says who the visitor is.
   */
  public static boolean isActivity(EventType type) {
    return type != EventType.REFUND && type != EventType.IDENTIFY;
  }

  /** With one more event, however late; what it changes is noted. */
  public VisitorHistory with(CleanEvent clean, Calendar calendar, Ledger ledger) {
    Event event = clean.event();
    EventType type = event.type();
    long millis = event.timestampMillis();
    long day = calendar.dayOf(millis);
    DayMetrics today = ledger.on(day);
    today.count(type, 1, event.items().size());
    pay(event, today);
    if (!isActivity(type)) {
      return this;
    }
    long visitor = Hash128.of(event.visitor()).high();
    today.group(Group.ACTIVE).add(visitor);
    Group stage = Group.of(type);
    if (stage != null) {
      today.group(stage).add(visitor);
    }
    if (type == EventType.VIEW_ITEM_LIST) {
      show(event, today);
    }
    return new VisitorHistory(
        days(day, ledger),
        visits.with(Hash128.of(clean.sessionId()).high(), millis, calendar, ledger),
        type == EventType.PURCHASE ? orders.with(millis, visitor, calendar, ledger) : orders);
  }

  private ActiveDays days(long day, Ledger ledger) {
    if (days.contains(day) || days.isForgotten(day)) {
      return days;
    }
    Lifecycle.add(days, day, ledger);
    return days.with(day);
  }

  private static void pay(Event event, DayMetrics today) {
    if (event.type() != EventType.PURCHASE && event.type() != EventType.REFUND) {
      return;
    }
    String currency = event.currency() == null ? Money.UNKNOWN : event.currency();
    Money.of(event)
        .ifPresent(
            amount ->
                today.pay(
                    currency,
                    event.type() == EventType.PURCHASE
                        ? new Money(1, amount, 0, 0)
                        : new Money(0, 0, 1, amount)));
  }

  private static void show(Event event, DayMetrics today) {
    Uniques items = today.group(Group.ITEMS_SHOWN);
    List<LineItem> lines = event.items();
    for (int i = 0; i < lines.size(); i++) {
      String item = lines.get(i).itemId();
      items.add(Hash128.of(item).high());
      today
          .shown()
          .add(Hash128.of(event.visitor() + '\n' + event.eventId() + '\n' + i).high(), item);
    }
  }
}
