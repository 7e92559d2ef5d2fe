package io.limpet.lake.row;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.LineItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts events together from their rows, which stand one after the other in a file: {@link
 * LakeRow#of} backwards. For one thread.
 */
public final class EventRows {
  private final Consumer<? super CleanEvent> action;
  private final List<LineItem> lines = new ArrayList<>();
  private @Nullable LakeRow first;

  /**
   * @param action gets each event once its last row is there
   */
  public EventRows(Consumer<? super CleanEvent> action) {
    this.action = action;
  }

  /** Takes the next row. */
  public void add(LakeRow row) {
    if (first == null || !isOneEvent(first, row)) {
      finish();
      first = row;
    }
    if (row.itemId() != null) {
      lines.add(new LineItem(row.itemId(), row.quantity(), row.price(), row.index()));
    }
  }

  /** There are no more rows. */
  public void finish() {
    if (first != null) {
      action.accept(event(first, lines));
      first = null;
      lines.clear();
    }
  }

  /** An id counts once a visitor within a day, so the time of arrival tells its events apart. */
  private static boolean isOneEvent(LakeRow a, LakeRow b) {
    return a.eventId().equals(b.eventId())
        && a.visitor().equals(b.visitor())
        && a.receivedMillis() == b.receivedMillis()
        && a.originPartition() == b.originPartition()
        && a.originOffset() == b.originOffset();
  }

  private static CleanEvent event(LakeRow row, List<LineItem> lines) {
    return new CleanEvent(
        new Event(
            row.eventId(),
            row.type(),
            row.userId(),
            row.anonymousId(),
            row.sessionId(),
            row.timestampMillis(),
            lines,
            row.value(),
            row.currency(),
            row.query(),
            row.recommendationId(),
            properties(row)),
        row.sessionId(),
        row.receivedMillis(),
        row.originPartition(),
        row.originOffset());
  }

  private static Map<String, String> properties(LakeRow row) {
    if (!row.synthetic()) {
      return row.properties();
    }
    Map<String, String> all = new HashMap<>(row.properties());
    all.put(Event.SYNTHETIC, "true");
    return all;
  }
}
