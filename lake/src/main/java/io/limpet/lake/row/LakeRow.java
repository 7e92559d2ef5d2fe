package io.limpet.lake.row;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of the event lake: one line item of a clean event. An event without items is one row
 * without an item. What belongs to the whole event stands in each of its rows.
 *
 * @param eventId idempotency key of the event
 * @param visitor user id, or prefixed anonymous id
 * @param userId id of a signed-in user
 * @param anonymousId id of a device or visitor
 * @param sessionId the session, never empty
 * @param type what was done
 * @param itemId to which item, null if to none
 * @param quantity how many, 1 if there is no item
 * @param price price of one, in {@code currency}
 * @param value worth of the whole event, in {@code currency}
 * @param currency ISO 4217
 * @param query what was searched for
 * @param recommendationId the answer that the item was shown by
 * @param index position in the list that was shown, from 0
 * @param timestampMillis when it happened, epoch milliseconds
 * @param receivedMillis when it reached Kafka, epoch milliseconds
 * @param synthetic whether a program and not a person caused it
 * @param originPartition partition of {@code limpet.events} that the event was read from, {@value
 *     #UNKNOWN} in files of releases that did not write it
 * @param originOffset offset in that partition, {@value #UNKNOWN} likewise
 * @param properties of the event, those that {@link LakeProperties} names; none in files of
 *     releases that did not write them
 */
public record LakeRow(
    String eventId,
    String visitor,
    @Nullable String userId,
    @Nullable String anonymousId,
    String sessionId,
    EventType type,
    @Nullable String itemId,
    int quantity,
    @Nullable Double price,
    @Nullable Double value,
    @Nullable String currency,
    @Nullable String query,
    @Nullable String recommendationId,
    @Nullable Integer index,
    long timestampMillis,
    long receivedMillis,
    boolean synthetic,
    int originPartition,
    long originOffset,
    Map<String, String> properties) {

  /** The origin of a row whose file does not say it. */
  public static final int UNKNOWN = -1;

  public LakeRow {
    properties = Map.copyOf(properties);
  }

  /** The rows of an event, in the order of its items; at least one. */
  public static List<LakeRow> of(CleanEvent clean) {
    List<LineItem> items = clean.event().items();
    Map<String, String> properties = LakeProperties.of(clean.event());
    return items.isEmpty()
        ? List.of(of(clean, null, properties))
        : items.stream().map(item -> of(clean, item, properties)).toList();
  }

  /** The same without the device, of a user who stays when the device is forgotten. */
  public LakeRow withoutDevice() {
    return new LakeRow(
        eventId,
        visitor,
        userId,
        null,
        sessionId,
        type,
        itemId,
        quantity,
        price,
        value,
        currency,
        query,
        recommendationId,
        index,
        timestampMillis,
        receivedMillis,
        synthetic,
        originPartition,
        originOffset,
        properties);
  }

  private static LakeRow of(
      CleanEvent clean, @Nullable LineItem item, Map<String, String> properties) {
    Event event = clean.event();
    return new LakeRow(
        event.eventId(),
        event.visitor(),
        event.userId(),
        event.anonymousId(),
        clean.sessionId(),
        event.type(),
        item == null ? null : item.itemId(),
        item == null ? 1 : item.quantity(),
        item == null ? null : item.price(),
        event.value(),
        event.currency(),
        event.query(),
        event.recommendationId(),
        item == null ? null : item.index(),
        event.timestampMillis(),
        clean.receivedMillis(),
        event.isSynthetic(),
        clean.originPartition(),
        clean.originOffset(),
        properties);
  }
}
