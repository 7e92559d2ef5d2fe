package io.limpet.core.feature;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.hash.Fnv;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event did to one item: a line of it.
 *
 * @param itemId which item
 * @param visitor who did it
 * @param session hash of the session it belongs to
 * @param type what was done
 * @param millis when, epoch milliseconds
 * @param line place in the event, from 0; what is to be counted once an event goes by the first
 * @param quantity how many pieces
 * @param price paid for one, null if nobody said
 * @param paid for all pieces, null if nobody said
 * @param position in the list that was shown, from 0; null if nobody said
 * @param receivedMillis when Kafka had it, epoch milliseconds; 0 in what a release kept that did
 *     not know
 */
public record ItemAct(
    String itemId,
    String visitor,
    long session,
    EventType type,
    long millis,
    int line,
    int quantity,
    @Nullable Double price,
    @Nullable Double paid,
    @Nullable Integer position,
    long receivedMillis) {

  /** What an event did, item by item; nothing if it is about none. */
  public static List<ItemAct> of(CleanEvent clean) {
    Event event = clean.event();
    boolean alone = event.items().size() == 1;
    List<ItemAct> acts = new ArrayList<>(event.items().size());
    for (LineItem item : event.items()) {
      acts.add(
          new ItemAct(
              item.itemId(),
              event.visitor(),
              Fnv.hash(clean.sessionId()),
              event.type(),
              event.timestampMillis(),
              acts.size(),
              item.quantity(),
              item.price(),
              paid(item, alone ? event.value() : null),
              item.index(),
              clean.receivedMillis()));
    }
    return acts;
  }

  private static @Nullable Double paid(LineItem item, @Nullable Double whole) {
    Double price = item.price();
    return price == null ? whole : (Double) (price * item.quantity());
  }
}
