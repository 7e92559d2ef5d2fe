package io.limpet.search.engagement;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Every figure with its definition, as docs/engagement.md has it. */
public enum Figure {
  DAU("visitors", "Different visitors active on the day."),
  WAU("visitors", "Different visitors active in the 7 days that end with the day."),
  MAU("visitors", "Different visitors active in the 30 days that end with the day."),
  STICKINESS("share", "DAU / MAU of the day."),
  VISITORS("visitors", "Different visitors active in the time."),
  NEW("visitors", "Visitors whose first day ever it is; of a longer time, the sum of its days."),
  RETURNING(
      "visitors",
      "Active, and before that last 1 to 30 days ago; of a longer time, the sum of its days."),
  RESURRECTED(
      "visitors",
      "Active, and before that last more than 30 days ago; of a longer time, the sum of its days."),
  CHURNED(
      "visitors",
      "Active 30 days before and on none of the 30 days since; known once a day is over; of a"
          + " longer time, the sum of its days."),
  SESSIONS("sessions", "Sessions that began."),
  SESSIONS_PER_VISITOR("sessions", "Sessions / different visitors active."),
  SESSION_SECONDS("seconds", "Mean time from the first event of a session to its last."),
  SESSION_DEPTH("events", "Mean number of events of a session."),
  BOUNCE_RATE("share", "Sessions with one event / sessions."),
  SECONDS_BETWEEN_VISITS(
      "seconds",
      "Mean time from the end of a visitor's session before to the beginning of the session."),
  UNPLACED_EVENTS("events", "Events that came too late to be put into a session."),
  ORDERS("purchases", "Purchases."),
  BUYERS("visitors", "Different visitors who bought."),
  CONVERSION("share", "Different visitors who bought / different visitors active."),
  REPEAT_PURCHASE_RATE(
      "share", "Of the visitors who bought, those with a purchase that was not their first."),
  REPEAT_INTERVAL_SECONDS("seconds", "Mean time from a visitor's purchase before to a purchase."),
  IMPRESSIONS("items", "Items in impressions (view_item_list), one as often as it was shown."),
  ITEMS_SHOWN("items", "Different items in impressions."),
  COVERAGE("share", "Different items in impressions / items of the catalogue now."),
  NOVELTY(
      "bits",
      "Mean of -log2 of an item's share of all interest so far, over an even sample of"
          + " impressions."),
  REVENUE("currency", "Worth of purchases that say it; refunds are not taken off."),
  PAID_ORDERS("purchases", "Purchases that say what they are worth."),
  AVERAGE_ORDER("currency", "Revenue / purchases that say what they are worth."),
  REFUNDED("currency", "Worth of refunds that say it."),
  REFUNDS("refunds", "Refunds that say what they are worth.");

  private final String unit;
  private final String definition;

  Figure(String unit, String definition) {
    this.unit = unit;
    this.definition = definition;
  }

  /** The name in answers. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a figure is.
   *
   * @param unit what it is counted in
   * @param text how it is counted
   */
  public record Definition(String unit, String text) {}

  /** All of them, by name. */
  public static Map<String, Definition> definitions() {
    Map<String, Definition> all = new TreeMap<>();
    Arrays.stream(values()).forEach(f -> all.put(f.label(), new Definition(f.unit, f.definition)));
    return all;
  }
}
