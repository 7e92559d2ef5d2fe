package io.limpet.retail;

import io.limpet.core.event.Event;
import io.limpet.core.item.Item;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The built-in shop: UCI Online Retail (Chen, 2015, CC BY 4.0), a year of a British shop for gifts,
 * as a catalogue and a history. The README of this module says what was done to the data.
 *
 * <p>Immutable. Takes some 70 MB of heap; keep it no longer than needed.
 */
public final class OnlineRetail {
  /** The day of the last invoice. */
  public static final LocalDate LAST_DAY = LocalDate.of(2011, 12, 9);

  private final List<Item> items;
  private final List<Event> events;
  private final Counts counts;

  private OnlineRetail(List<Item> items, List<Event> events, Counts counts) {
    this.items = List.copyOf(items);
    this.events = List.copyOf(events);
    this.counts = counts;
  }

  /** The shop in its own time, December 2010 to December 2011. */
  public static OnlineRetail load() {
    return load(LAST_DAY);
  }

  /**
   * The shop with every time moved by the same whole number of days, so that the last invoice falls
   * on {@code lastDay}. Hours of the day and the time between events stay as they were; days of the
   * week do not.
   */
  public static OnlineRetail load(LocalDate lastDay) {
    long shiftMillis = Duration.ofDays(ChronoUnit.DAYS.between(LAST_DAY, lastDay)).toMillis();
    Catalogue catalogue = new Catalogue();
    Invoices invoices = new Invoices();
    Counts.Counter counter = new Counts.Counter();
    RetailRows.forEach(
        row -> {
          RowKind kind = RowKind.of(row);
          counter.add(row, kind);
          if (kind == RowKind.PURCHASE || kind == RowKind.REFUND) {
            catalogue.add(row);
            invoices.add(row);
          }
        });
    return new OnlineRetail(catalogue.items(), invoices.events(shiftMillis), counter.counts());
  }

  /** The catalogue, by stock code. Stock is unknown, which counts as available. */
  public List<Item> items() {
    return items;
  }

  /** The history, oldest first: a purchase or a refund for each invoice. */
  public List<Event> events() {
    return events;
  }

  Counts counts() {
    return counts;
  }
}
