package io.limpet.core.event;

/**
 * An event that passed validation and deduplication and belongs to a session: what {@code
 * limpet.events.clean} carries.
 *
 * <p>The origin makes every consumer's effect exactly once although the topic is written at least
 * once: the events of one visitor leave the cleaning job in the order of their origin, so a
 * consumer that is keyed by visitor drops what is not beyond the highest offset it has seen of that
 * origin partition.
 *
 * @param event the event itself
 * @param sessionId the client's session id, or one made up by gap of time
 * @param receivedMillis when the raw event reached Kafka, epoch milliseconds
 * @param originPartition partition of {@code limpet.events} that it was read from
 * @param originOffset offset in that partition
 */
public record CleanEvent(
    Event event, String sessionId, long receivedMillis, int originPartition, long originOffset) {}
