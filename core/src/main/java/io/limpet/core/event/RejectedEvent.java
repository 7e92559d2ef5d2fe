package io.limpet.core.event;

/**
 * A raw event that was refused, whole, so that it can be sent again after a mend: what {@code
 * limpet.events.rejected} carries.
 *
 * @param rejection why
 * @param raw the bytes as they came
 * @param receivedMillis when they reached Kafka, epoch milliseconds
 * @param originPartition partition of {@code limpet.events} that they were read from
 * @param originOffset offset in that partition
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record RejectedEvent(
    Rejection rejection, byte[] raw, long receivedMillis, int originPartition, long originOffset) {}
