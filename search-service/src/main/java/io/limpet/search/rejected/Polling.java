package io.limpet.search.rejected;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reading records that are known to be there. */
final class Polling {
  /** Without any record for so long Kafka does not answer. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private Polling() {}

  /** Polls until all is there, or the visitor of the records wants no more. */
  static void until(
      Consumer<byte[], byte[]> consumer,
      BooleanSupplier done,
      Predicate<ConsumerRecord<byte[], byte[]>> take) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      var records = consumer.poll(Duration.ofMillis(200));
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (!take.test(record)) {
          return;
        }
      }
      if (!records.isEmpty()) {
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new RejectedTopic.UnreadableException("Kafka does not answer; ask again later", null);
      }
    }
  }
}
