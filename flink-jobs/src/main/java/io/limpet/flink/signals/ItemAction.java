package io.limpet.flink.signals;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.event.Thumbs;
import org.apache.flink.util.Collector;

/**
 * What one event did to one item. Public, so that Flink takes it as a record with fields.
 *
 * @param itemId which item
 * @param type what was done
 * @param quantity how many pieces
 * @param timestampMillis when it happened, epoch milliseconds
 */
public record ItemAction(String itemId, EventType type, int quantity, long timestampMillis) {

  /** Hands over what an event did, item by item. */
  static void of(CleanEvent clean, Collector<ItemAction> out) {
    Event event = Thumbs.asAct(clean).event();
    for (LineItem line : event.items()) {
      out.collect(
          new ItemAction(line.itemId(), event.type(), line.quantity(), event.timestampMillis()));
    }
  }
}
