package io.limpet.retail;

import java.util.EnumMap;
import java.util.Map;

/**
 * What was read and what became of it.
 *
 * @param rows rows of the data set
 * @param cancellationRows rows of invoices that begin with C
 * @param rowsWithoutCustomer rows without a customer number
 * @param cleanRows rows with a customer, and with pieces and a price above zero: the rule by which
 *     the data set is usually cleaned
 * @param byKind rows by what they stand for; they add up to {@code rows}
 */
record Counts(
    long rows,
    long cancellationRows,
    long rowsWithoutCustomer,
    long cleanRows,
    Map<RowKind, Long> byKind) {

  Counts {
    byKind = Map.copyOf(byKind);
  }

  long of(RowKind kind) {
    return byKind.getOrDefault(kind, 0L);
  }

  static final class Counter {
    private final Map<RowKind, Long> byKind = new EnumMap<>(RowKind.class);
    private long rows;
    private long cancellations;
    private long withoutCustomer;
    private long clean;

    void add(RetailRow row, RowKind kind) {
      rows++;
      byKind.merge(kind, 1L, Long::sum);
      if (row.isCancellation()) {
        cancellations++;
      }
      if (!row.hasCustomer()) {
        withoutCustomer++;
      } else if (row.quantity() > 0 && row.unitPrice() > 0) {
        clean++;
      }
    }

    Counts counts() {
      return new Counts(rows, cancellations, withoutCustomer, clean, byKind);
    }
  }
}
