package io.limpet.flink.wire;

import org.jspecify.annotations.Nullable;

/**
 * A record of {@code limpet.events} as it came.
 *
 * @param key of the record, or null
 * @param value of the record, empty if it had none
 * @param partition that it was read from
 * @param offset in that partition
 * @param receivedMillis when it reached Kafka, epoch milliseconds
 * @param replay its header {@link io.limpet.core.event.Replay#HEADER}, empty if it had none
 */
@SuppressWarnings("ArrayRecordComponent") // the arrays are never changed after they were read
public record RawEvent(
    byte @Nullable [] key,
    byte[] value,
    int partition,
    long offset,
    long receivedMillis,
    String replay) {}
