package io.limpet.core.feature;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.hash.Fnv;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor did, with what is known of the item it was done to: a line of an event, or an
 * event about no item.
 *
 * @param visitor who did it
 * @param session hash of the session it belongs to
 * @param type what was done
 * @param millis when, epoch milliseconds
 * @param line place in the event, from 0
 * @param quantity how many pieces, 0 if it is about no item
 * @param paid for all pieces, 0 if unknown
 * @param price of one, null if unknown
 * @param category widest category of the item, null if unknown
 * @param brand of the item, null if unknown
 * @param receivedMillis when Kafka had it, epoch milliseconds
 * @param signedIn the user who signed in on the device with it, null if it is no sign-in
 */
public record UserAct(
    String visitor,
    long session,
    EventType type,
    long millis,
    int line,
    int quantity,
    double paid,
    @Nullable Double price,
    @Nullable String category,
    @Nullable String brand,
    long receivedMillis,
    @Nullable String signedIn) {

  /** An event that is about no item. */
  public static UserAct of(CleanEvent clean) {
    Event event = clean.event();
    return new UserAct(
        event.visitor(),
        Fnv.hash(clean.sessionId()),
        event.type(),
        event.timestampMillis(),
        0,
        0,
        0,
        null,
        null,
        null,
        clean.receivedMillis(),
        event.type() == EventType.IDENTIFY ? event.userId() : null);
  }

  /** What was done to an item. Where the event has no price, that of the catalogue counts. */
  public static UserAct of(ItemAct act, Listing listing) {
    Double price = act.price() == null ? listing.price() : act.price();
    Double paid = act.paid();
    if (paid == null) {
      paid = price == null ? 0 : price * act.quantity();
    }
    return new UserAct(
        act.visitor(),
        act.session(),
        act.type(),
        act.millis(),
        act.line(),
        act.quantity(),
        paid,
        price,
        listing.category(),
        listing.brand(),
        act.receivedMillis(),
        null);
  }
}
