package io.limpet.core.event;

import java.util.Arrays;

/**
 * A raw event that was refused, or an event that is kept apart, whole, so that it can be sent again
 * after a mend or let pass: what {@code limpet.events.rejected} carries.
 *
 * @param rejection why
 * @param raw the bytes as they came; of an event kept apart, all that was read of it, as JSON
 * @param receivedMillis when they reached Kafka, epoch milliseconds
 * @param originPartition partition of {@code limpet.events} that they were read from
 * @param originOffset offset in that partition
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record RejectedEvent(
    Rejection rejection, byte[] raw, long receivedMillis, int originPartition, long originOffset) {

  /** The longest raw bytes that are kept: a record with more would be refused by most brokers. */
  public static final int RAW_BYTES = 900_000;

  /** As much of an event's bytes as is kept. */
  public static byte[] bounded(byte[] bytes) {
    return bytes.length <= RAW_BYTES ? bytes : Arrays.copyOf(bytes, RAW_BYTES);
  }

  /** Whether it was too long to be kept whole, so that it cannot be sent again. */
  public boolean isCut() {
    return raw.length >= RAW_BYTES;
  }
}
