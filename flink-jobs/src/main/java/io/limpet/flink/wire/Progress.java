package io.limpet.flink.wire;

import io.limpet.core.event.CleanEvent;
import java.util.Arrays;

/**
 * How far the events of one visitor have been taken in: the highest offset of each partition of
 * {@code limpet.events} that some came from. The cleaning job writes a visitor's events in the
 * order of their origin, so one that is not beyond it has been taken in before. Immutable; public,
 * so that Flink can keep it as a record with fields.
 *
 * @param partitions of origin
 * @param offsets the highest of each
 * @param touchedMillis processing time of the latest event taken in
 */
@SuppressWarnings(
    "ArrayRecordComponent") // the arrays are never changed after they were handed over
public record Progress(int[] partitions, long[] offsets, long touchedMillis) {

  /** Of a visitor never seen. */
  public static Progress none() {
    return new Progress(new int[0], new long[0], 0);
  }

  /** Whether the event has been taken in before. */
  public boolean covers(CleanEvent event) {
    return covers(event.originPartition(), event.originOffset());
  }

  /** Whether what came from there has been taken in before. */
  public boolean covers(int partition, long offset) {
    int at = indexOf(partition);
    return at >= 0 && offset <= offsets[at];
  }

  /** The progress after taking in an event. */
  public Progress after(CleanEvent event, long nowMillis) {
    return after(event.originPartition(), event.originOffset(), nowMillis);
  }

  /** The same when only something else happened. */
  public Progress touched(long nowMillis) {
    return new Progress(partitions, offsets, nowMillis);
  }

  /** The progress after taking in what came from there. */
  public Progress after(int partition, long offset, long nowMillis) {
    int at = indexOf(partition);
    int[] nextPartitions = partitions;
    long[] nextOffsets;
    if (at >= 0) {
      nextOffsets = offsets.clone();
    } else {
      at = partitions.length;
      nextPartitions = Arrays.copyOf(partitions, at + 1);
      nextOffsets = Arrays.copyOf(offsets, at + 1);
      nextPartitions[at] = partition;
    }
    nextOffsets[at] = offset;
    return new Progress(nextPartitions, nextOffsets, nowMillis);
  }

  private int indexOf(int partition) {
    for (int i = 0; i < partitions.length; i++) {
      if (partitions[i] == partition) {
        return i;
      }
    }
    return -1;
  }
}
