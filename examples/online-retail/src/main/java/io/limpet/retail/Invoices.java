package io.limpet.retail;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.Limits;
import io.limpet.core.event.LineItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the rows of each invoice into an event: a purchase, or a refund. Lines of the same
 * product at the same price are one line with their pieces added.
 */
final class Invoices {
  private final Map<String, Invoice> invoices = new HashMap<>();

  /** Takes in a line of a sale or of a refund. */
  void add(RetailRow row) {
    invoices.computeIfAbsent(row.invoice(), number -> new Invoice(row)).add(row);
  }

  /** The events, by time and invoice, every time moved by so many milliseconds. */
  List<Event> events(long shiftMillis) {
    List<Event> events = new ArrayList<>(invoices.size());
    invoices.values().forEach(invoice -> invoice.addEvents(events, shiftMillis));
    events.sort(Comparator.comparingLong(Event::timestampMillis).thenComparing(Event::eventId));
    return events;
  }

  private static final class Invoice {
    private final String number;
    private final boolean cancellation;
    private final String customer;
    private final String country;
    private final List<LineItem> lines = new ArrayList<>();
    // A few invoices were written over two minutes; the first one counts.
    private long timestampMillis;

    Invoice(RetailRow first) {
      this.number = first.invoice();
      this.cancellation = first.isCancellation();
      this.customer = first.customer();
      this.country = first.country();
      this.timestampMillis = first.timestampMillis();
    }

    void add(RetailRow row) {
      timestampMillis = Math.min(timestampMillis, row.timestampMillis());
      int pieces = Math.abs(row.quantity());
      for (int i = 0; i < lines.size(); i++) {
        LineItem line = lines.get(i);
        if (line.itemId().equals(row.stockCode())
            && line.price() != null
            && line.price() == row.unitPrice()) {
          lines.set(i, line(row, line.quantity() + pieces));
          return;
        }
      }
      lines.add(line(row, pieces));
    }

    private static LineItem line(RetailRow row, int pieces) {
      return new LineItem(row.stockCode(), pieces, row.unitPrice(), null);
    }

    /** One event, or several when there are more lines than an event may have. */
    void addEvents(List<Event> events, long shiftMillis) {
      for (int from = 0; from < lines.size(); from += Limits.ITEMS_PER_EVENT) {
        int to = Math.min(lines.size(), from + Limits.ITEMS_PER_EVENT);
        String part = from == 0 ? "" : "-" + (from / Limits.ITEMS_PER_EVENT + 1);
        events.add(event(lines.subList(from, to), part, shiftMillis));
      }
    }

    private Event event(List<LineItem> of, String part, long shiftMillis) {
      boolean known = !customer.isEmpty();
      return new Event(
          "online-retail-" + number + part,
          cancellation ? EventType.REFUND : EventType.PURCHASE,
          known ? customer : null,
          known ? null : number,
          number,
          timestampMillis + shiftMillis,
          of,
          worth(of),
          "GBP",
          null,
          null,
          Map.of("country", country));
    }

    private static double worth(List<LineItem> lines) {
      double sum = 0;
      for (LineItem line : lines) {
        sum += line.price() == null ? 0 : line.quantity() * line.price();
      }
      return Math.round(sum * 100) / 100.0;
    }
  }
}
