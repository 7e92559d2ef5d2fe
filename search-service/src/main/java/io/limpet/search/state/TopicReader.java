package io.limpet.search.state;

import io.limpet.core.topic.Pace;
import io.limpet.core.topic.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic into memory: from its beginning or the last while, then on and on, in a thread of
 * its own. It has caught up once it is past the end that each partition had when it began. A record
 * that cannot be read or taken in is counted and passed over; while Kafka is away it tries again.
 */
public final class TopicReader<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long RETRY_MILLIS = 300;

  private final String bootstrapServers;
  private final Topic<T> topic;
  private final Sink<T> sink;
  private final Pace pace;
  private final @Nullable Duration back;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final Counter skipped;
  private final Thread thread;
  private final ConcurrentHashMap<Integer, Long> positions = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, Long> lags = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;

  /**
   * Reads from the beginning, whatever comes the moment it is there.
   *
   * @param sink is given every record, by this reader's thread
   */
  public TopicReader(String bootstrapServers, Topic<T> topic, Sink<T> sink, MeterRegistry metrics) {
    this(bootstrapServers, topic, sink, Pace.AT_ONCE, null, metrics);
  }

  /**
   * @param pace whether somebody waits for what comes
   * @param back how far before now reading begins; null for the beginning of the topic
   */
  public TopicReader(
      String bootstrapServers,
      Topic<T> topic,
      Sink<T> sink,
      Pace pace,
      @Nullable Duration back,
      MeterRegistry metrics) {
    this.pace = pace;
    this.back = back;
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    this.sink = sink;
    this.skipped =
        Counter.builder("limpet_records_skipped")
            .description("Records that could not be read or taken in")
            .tag("topic", topic.name())
            .register(metrics);
    Gauge.builder("limpet_reader_lag", this, TopicReader::lag)
        .description("Records that are in Kafka and not yet taken in here")
        .tag("topic", topic.name())
        .register(metrics);
    this.thread = new Thread(this::run, "limpet-read-" + topic.name());
    this.thread.setDaemon(true);
  }

  /** Takes in the records of a topic. */
  @FunctionalInterface
  public interface Sink<T> {
    /** One record; null deletes what is kept of the key. */
    void take(String key, @Nullable T value);
  }

  private record Waiter(int partition, long offset, CompletableFuture<Void> reached) {}

  /** Begins to read. */
  public TopicReader<T> start() {
    thread.start();
    return this;
  }

  /** Completes, by this reader's thread, once it is past where the topic ended at the start. */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  /** A number that rises as long as records are read. */
  public long progress() {
    return positions.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many records it is behind, as of the last that it fetched; 0 before the first. */
  private double lag() {
    return lags.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Completes once the record that went there has been taken in here. */
  public CompletableFuture<Void> reached(RecordMetadata written) {
    var waiter = new Waiter(written.partition(), written.offset(), new CompletableFuture<>());
    waiters.add(waiter);
    // The record may have come between its acknowledgement and now.
    releaseWaiters();
    return waiter.reached();
  }

  private void releaseWaiters() {
    if (waiters.isEmpty()) {
      return;
    }
    waiters.removeIf(
        waiter -> {
          boolean there = positions.getOrDefault(waiter.partition(), 0L) > waiter.offset();
          if (there) {
            waiter.reached().complete(null);
          }
          return there || waiter.reached().isDone();
        });
  }

  private void run() {
    boolean complained = false;
    while (!closed) {
      try {
        consume();
      } catch (WakeupException | InterruptException e) {
        // Closing; the condition of the loop says so.
      } catch (KafkaException | IllegalStateException e) {
        if (!complained) {
          LOG.warn("{} cannot be read, trying on: {}", topic.name(), e.toString());
          complained = true;
        }
        rest(RETRY_MILLIS);
      }
    }
  }

  private void rest(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void consume() {
    var opened = new KafkaConsumer<>(settings(), bytes(), bytes());
    try {
      consumer = opened;
      List<TopicPartition> partitions =
          opened.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new IllegalStateException("there is no topic " + topic.name());
      }
      opened.assign(partitions);
      Map<TopicPartition, Long> ends = opened.endOffsets(partitions);
      seek(opened, partitions);
      while (!closed) {
        if (!caughtUp.isDone()
            && ends.entrySet().stream()
                .allMatch(end -> opened.position(end.getKey()) >= end.getValue())) {
          caughtUp.complete(null);
        }
        ConsumerRecords<byte[], byte[]> records = opened.poll(POLL);
        records.forEach(this::take);
        for (TopicPartition partition : partitions) {
          positions.put(partition.partition(), opened.position(partition));
          // Known from what was fetched, so nobody is asked; not known before the first fetch.
          opened.currentLag(partition).ifPresent(lag -> lags.put(partition.partition(), lag));
        }
        releaseWaiters();
        int pauseMillis = pace.pauseMillis(records.count());
        if (pauseMillis > 0) {
          rest(pauseMillis);
        }
      }
    } finally {
      consumer = null;
      // Nothing is committed, and a fetch that waits for something new is not worth waiting for.
      opened.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private void seek(Consumer<byte[], byte[]> opened, List<TopicPartition> partitions) {
    if (back == null) {
      opened.seekToBeginning(partitions);
      return;
    }
    long since = System.currentTimeMillis() - back.toMillis();
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since));
    opened.seekToEnd(partitions);
    opened
        .offsetsForTimes(times)
        .forEach(
            (partition, at) -> {
              if (at != null) {
                opened.seek(partition, at.offset());
              }
            });
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      sink.take(
          new String(record.key(), StandardCharsets.UTF_8),
          record.value() == null ? null : topic.codec().decode(record.value()));
    } catch (RuntimeException e) {
      if (skipped.count() % 1_000 == 0) {
        LOG.warn(
            "{} partition {} offset {} is passed over: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            e.toString());
      }
      skipped.increment();
    }
  }

  private Map<String, Object> settings() {
    return Map.ofEntries(
        Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
        Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "limpet-search-" + topic.name()),
        Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
        Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
        Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Pace.FETCH_MILLIS),
        Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Pace.POLL_RECORDS),
        Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20),
        Map.entry(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false),
        Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500));
  }

  private static ByteArrayDeserializer bytes() {
    return new ByteArrayDeserializer();
  }

  @Override
  public void close() {
    closed = true;
    Consumer<byte[], byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
