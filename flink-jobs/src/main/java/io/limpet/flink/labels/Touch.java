package io.limpet.flink.labels;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event says of items of one answer. Public, so that Flink takes it as a record with
 * fields.
 *
 * @param recommendationId the answer
 * @param type what was done
 * @param millis when, epoch milliseconds
 * @param items with which items
 * @param indexes positions that were reported, as many; null where none was
 * @param paid for all pieces of each, null where nobody said
 * @param synthetic whether a program did it
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
public record Touch(
    String recommendationId,
    EventType type,
    long millis,
    String[] items,
    @Nullable Integer[] indexes,
    @Nullable Double[] paid,
    boolean synthetic) {
  /** Times of touches that are none. */
  private static final long FORGET = Long.MIN_VALUE;

  private static final long NOBODY = Long.MIN_VALUE + 1;

  /** What an event says by these of its lines. */
  static Touch of(CleanEvent clean, String recommendationId, List<LineItem> lines) {
    Event event = clean.event();
    boolean alone = event.items().size() == 1;
    return new Touch(
        recommendationId,
        event.type(),
        event.timestampMillis(),
        lines.stream().map(LineItem::itemId).toArray(String[]::new),
        lines.stream().map(LineItem::index).toArray(Integer[]::new),
        lines.stream().map(line -> paid(line, alone ? event.value() : null)).toArray(Double[]::new),
        event.isSynthetic());
  }

  /** That an answer is to be forgotten: its visitor is. */
  static Touch forgetting(String recommendationId) {
    return of(recommendationId, FORGET);
  }

  /**
   * That an answer is nobody's from now on: it is one of so many that its visitor's state does not
   * know of it any more, and nobody could find it when the visitor is to be forgotten.
   */
  static Touch ofNobody(String recommendationId) {
    return of(recommendationId, NOBODY);
  }

  private static Touch of(String recommendationId, long millis) {
    return new Touch(
        recommendationId,
        EventType.VIEW_ITEM,
        millis,
        new String[0],
        new Integer[0],
        new Double[0],
        false);
  }

  boolean isForgetting() {
    return items.length == 0 && millis == FORGET;
  }

  boolean isOfNobody() {
    return items.length == 0 && millis == NOBODY;
  }

  private static @Nullable Double paid(LineItem line, @Nullable Double whole) {
    Double price = line.price();
    return price == null ? whole : (Double) (price * line.quantity());
  }

  /** The same of the item at this place alone. */
  Touch only(int at) {
    return new Touch(
        recommendationId,
        type,
        millis,
        new String[] {items[at]},
        new Integer[] {indexes[at]},
        new Double[] {paid[at]},
        synthetic);
  }
}
