package io.limpet.search.rejected;

import io.limpet.core.codec.CodecException;
import io.limpet.core.event.RejectReason;
import io.limpet.core.topic.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Looks through {@code limpet.events.rejected} for who asks; nothing is kept in memory in between.
 * One reading looks at so many records and no more, holds so many bytes, and says where to go on.
 * Thread-safe: a reading has a consumer of its own, and one is done at a time.
 */
public final class RejectedTopic {
  /** Records that one reading looks at. */
  static final int LOOKS = 100_000;

  /** Bytes of events that a page holds: the last one may go beyond. */
  static final int BYTES = 8 << 20;

  /** Records that a count looks at. */
  static final int COUNTS = 1_000_000;

  private final String bootstrapServers;

  public RejectedTopic(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Kafka does not answer. */
  public static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The newest first.
   *
   * @param before goes on behind an earlier page; null begins at the newest
   */
  public synchronized Page newest(Wanted wanted, int limit, @Nullable Positions before) {
    return reading(
        (consumer, partitions) -> {
          Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
          Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
          List<Tail> tails = new ArrayList<>();
          for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            long from =
                before == null ? end : before.offsets().getOrDefault(partition.partition(), end);
            tails.add(new Tail(partition, begins.getOrDefault(partition, 0L), Math.min(from, end)));
          }
          return newest(consumer, tails, wanted, limit);
        });
  }

  private static Page newest(
      Consumer<byte[], byte[]> consumer, List<Tail> tails, Wanted wanted, int limit) {
    List<Entry> found = new ArrayList<>();
    long bytes = 0;
    for (int looks = 0; found.size() < limit && bytes < BYTES && looks < LOOKS; looks++) {
      Tail newest = null;
      for (Tail tail : tails) {
        if (tail.fill(consumer) && (newest == null || tail.millis() > newest.millis())) {
          newest = tail;
        }
      }
      if (newest == null || newest.millis() < wanted.sinceMillis()) {
        return new Page(found, null);
      }
      Entry entry = entry(newest.take());
      if (entry != null && wanted.matches(entry)) {
        found.add(entry);
        bytes += entry.event().raw().length;
      }
    }
    Map<Integer, Long> next = new HashMap<>();
    tails.forEach(tail -> next.put(tail.partition(), tail.before()));
    return new Page(found, new Positions(next));
  }

  /**
   * The oldest first, partition by partition, so that those of one visitor keep their order.
   *
   * @param from goes on behind an earlier page; null begins at {@code wanted.sinceMillis}
   */
  public synchronized Page oldest(Wanted wanted, int limit, @Nullable Positions from) {
    return reading(
        (consumer, partitions) -> {
          List<Entry> found = new ArrayList<>();
          var bytes = new long[1];
          Map<Integer, Long> next =
              forward(
                  consumer,
                  partitions,
                  wanted,
                  LOOKS,
                  from,
                  entry -> {
                    if (wanted.matches(entry)) {
                      found.add(entry);
                      bytes[0] += entry.event().raw().length;
                    }
                    return found.size() < limit && bytes[0] < BYTES;
                  });
          return new Page(found, next == null ? null : new Positions(next));
        });
  }

  /**
   * How many there are of each reason.
   *
   * @param events by reason, those that there are
   * @param isComplete whether all were looked at; otherwise the oldest {@value #COUNTS}
   */
  public record Counts(Map<RejectReason, Long> events, boolean isComplete) {}

  /** How many there are of each reason. */
  public synchronized Counts count(Wanted wanted) {
    return reading(
        (consumer, partitions) -> {
          Map<RejectReason, Long> counts = new EnumMap<>(RejectReason.class);
          Map<Integer, Long> next =
              forward(
                  consumer,
                  partitions,
                  wanted,
                  COUNTS,
                  null,
                  entry -> {
                    if (wanted.matches(entry)) {
                      counts.merge(entry.event().rejection().reason(), 1L, Long::sum);
                    }
                    return true;
                  });
          return new Counts(counts, next == null);
        });
  }

  /** Takes an entry; answers whether to go on. */
  private interface Visit {
    boolean more(Entry entry);
  }

  /** Reads on; answers where to go on, or null when all there was has been read. */
  private static @Nullable Map<Integer, Long> forward(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Wanted wanted,
      int most,
      @Nullable Positions from,
      Visit visit) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<Integer, Long> next = new HashMap<>(starts(consumer, partitions, ends, wanted, from));
    var looks = new int[1];
    for (TopicPartition partition : partitions) {
      int number = partition.partition();
      long end = ends.getOrDefault(partition, 0L);
      consumer.assign(List.of(partition));
      consumer.seek(partition, next.getOrDefault(number, end));
      var stopped = new boolean[1];
      Polling.until(
          consumer,
          () -> stopped[0] || consumer.position(partition) >= end,
          record -> {
            if (record.timestamp() >= wanted.untilMillis()) {
              next.put(number, end);
              return false;
            }
            next.put(number, record.offset() + 1);
            Entry entry = entry(record);
            looks[0]++;
            stopped[0] = (entry != null && !visit.more(entry)) || looks[0] >= most;
            return !stopped[0];
          });
      if (stopped[0]) {
        return next;
      }
      next.put(number, end);
    }
    return null;
  }

  private static Map<Integer, Long> starts(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends,
      Wanted wanted,
      @Nullable Positions from) {
    if (from != null) {
      return from.offsets();
    }
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, Math.max(0, wanted.sinceMillis())));
    Map<Integer, Long> starts = new HashMap<>();
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, at) ->
                starts.put(
                    partition.partition(),
                    at == null ? ends.getOrDefault(partition, 0L) : Long.valueOf(at.offset())));
    return starts;
  }

  /** A record, or null when this release cannot read it. */
  private static @Nullable Entry entry(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null
          ? null
          : new Entry(
              record.key(),
              Topics.EVENTS_REJECTED.codec().decode(record.value()),
              record.timestamp());
    } catch (CodecException e) {
      return null;
    }
  }

  private interface Reading<T> {
    T read(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions);
  }

  private <T> T reading(Reading<T> reading) {
    try (var consumer =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.EVENTS_REJECTED.name(), Polling.PATIENCE).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .sorted(Comparator.comparingInt(TopicPartition::partition))
              .toList();
      return reading.read(consumer, partitions);
    } catch (KafkaException e) {
      throw new UnreadableException("Kafka does not answer; ask again later", e);
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.CLIENT_ID_CONFIG,
        "limpet-search-rejected",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        (int) Polling.PATIENCE.toMillis(),
        // A fetch that waits at the end of one partition would hold up the next one's.
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
        10,
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        4 << 20,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        2_000,
        ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
        false);
  }
}
