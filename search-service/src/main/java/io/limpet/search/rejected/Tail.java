package io.limpet.search.rejected;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of a partition, the latest first, fetched a chunk at a time: {@value #CHUNK} records,
 * or the latest {@value #BYTES} bytes of those, since one may have a megabyte.
 */
final class Tail {
  private static final int CHUNK = 500;
  private static final int BYTES = 4 << 20;

  private final TopicPartition partition;
  private final long begin;
  private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
  private long bytes;
  private long before;

  Tail(TopicPartition partition, long begin, long before) {
    this.partition = partition;
    this.begin = begin;
    this.before = before;
  }

  int partition() {
    return partition.partition();
  }

  /** Where to go on: behind what was taken last. */
  long before() {
    return before;
  }

  /** Whether there is one more. */
  boolean fill(Consumer<byte[], byte[]> consumer) {
    while (fetched.isEmpty() && before > begin) {
      long from = Math.max(begin, before - CHUNK);
      long end = before;
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      Polling.until(
          consumer,
          () -> consumer.position(partition) >= end,
          record -> {
            if (record.offset() < end) {
              add(record);
            }
            return true;
          });
      if (fetched.isEmpty()) {
        before = from;
      }
    }
    return !fetched.isEmpty();
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    fetched.add(record);
    bytes += record.serializedValueSize();
    while (bytes > BYTES && fetched.size() > 1) {
      bytes -= fetched.remove().serializedValueSize(); // It is fetched again when its turn comes.
    }
  }

  long millis() {
    return fetched.getLast().timestamp();
  }

  ConsumerRecord<byte[], byte[]> take() {
    ConsumerRecord<byte[], byte[]> last = fetched.removeLast();
    before = last.offset();
    bytes -= last.serializedValueSize();
    return last;
  }
}
