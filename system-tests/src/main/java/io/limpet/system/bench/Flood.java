package io.limpet.system.bench;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventWriter;
import io.limpet.core.release.Release;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.UserVector;
import io.limpet.flink.engagement.EngagementJob;
import io.limpet.flink.users.UserVectorsJob;
import io.limpet.system.load.Latencies;
import io.limpet.system.load.Traffic;
import io.limpet.system.streams.StreamsProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Events into Kafka, and what becomes of them. Without a rate it sends what comes through: it is
 * never further ahead of what came through than {@value #LEAD} events. Used by one thread.
 */
final class Flood implements AutoCloseable {
  private static final int LEAD = 50_000;
  private static final long LOOK_MILLIS = 200;
  private static final int SLICE_SECONDS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final String bootstrapServers;
  private final KafkaProducer<String, byte[]> producer;
  private final TopicMeter<CleanEvent> clean;
  private final TopicMeter<UserVector> vectors;

  /** What says that an event is through: its vector, or the clean event where nobody encodes. */
  private final TopicMeter<?> through;

  private final @Nullable MetricsLag metrics;
  private final Traffic traffic;
  private final AtomicLong failed = new AtomicLong();
  private long known;
  private long next;
  private long lastCame;

  /**
   * @param jobs that run; what {@code engagement} writes is looked at too
   */
  Flood(String bootstrapServers, Traffic traffic, List<String> jobs) {
    this.bootstrapServers = bootstrapServers;
    var properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(64 << 10));
    producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    clean = new TopicMeter<>(bootstrapServers, Topics.EVENTS_CLEAN);
    vectors = new TopicMeter<>(bootstrapServers, Topics.USER_VECTORS);
    through = jobs.contains(UserVectorsJob.JOB.name()) ? vectors : clean;
    metrics = jobs.contains(EngagementJob.JOB.name()) ? new MetricsLag(bootstrapServers) : null;
    this.traffic = traffic;
  }

  /**
   * What came through.
   *
   * @param cleanPerSecond of the measured time
   * @param vectorsPerSecond of the measured time; 0 where nobody encodes
   * @param cpuMicros processor time of the streams' process an event, which says the most on a
   *     machine that others use
   * @param slices the measured time in pieces of ten seconds
   * @param delays from an event's arrival in Kafka to its vector's; without a rate that is how long
   *     it waited for those before it
   * @param sent since the beginning
   * @param inProfiles events that the newest profiles of all users have counted, since the
   *     beginning
   * @param users how many have one
   * @param metricsBehind how far the metrics were behind; null when nobody makes any
   */
  record Result(
      double cleanPerSecond,
      double vectorsPerSecond,
      double cpuMicros,
      List<Slice> slices,
      Latencies.Summary delays,
      long sent,
      long inProfiles,
      long users,
      Latencies.@Nullable Summary metricsBehind) {

    /** Events a second that came through in the slowest ten seconds. */
    double slowest() {
      return slices.stream().mapToDouble(Slice::perSecond).min().orElse(cleanPerSecond);
    }
  }

  /**
   * Ten seconds of load.
   *
   * @param perSecond events that came through
   * @param residentMegabytes of the streams' process at its end
   */
  record Slice(double perSecond, double residentMegabytes) {}

  /** Releases a generation. */
  void release(String generation) {
    var release = new Release(generation, Release.State.RELEASED, System.currentTimeMillis());
    producer.send(
        new ProducerRecord<>(
            Topics.MODELS.name(), generation, Topics.MODELS.codec().encode(release)),
        this::acknowledged);
    producer.flush();
  }

  /** Every user looks at something, and has a vector afterwards. */
  void knowEverybody(int users) {
    String item = traffic.event(0).items().getFirst().itemId();
    for (int user = 0; user < users; user++) {
      send(Traffic.view("first-" + user, traffic.user(user), item));
      if (user % 1_000 == 0) {
        awaitLead(user);
      }
    }
    producer.flush();
    known = users;
    through.awaitAtLeast(users, PATIENCE);
  }

  /**
   * Sends, measures, and counts.
   *
   * @param rate events a second; null for as many as come through
   */
  Result run(StreamsProcess streams, @Nullable Integer rate, int warmupSeconds, int seconds) {
    send(streams, rate, warmupSeconds, new ArrayList<>());
    long began = System.currentTimeMillis();
    Duration cpuBefore = streams.cpu();
    long cleanBefore = clean.count();
    List<Slice> slices = new ArrayList<>();
    long vectorsBefore = vectors.count();
    long throughBefore = through.count();
    send(streams, rate, seconds, slices);
    double took = (System.currentTimeMillis() - began) / 1_000.0;
    long cleaned = clean.count() - cleanBefore;
    long encoded = vectors.count() - vectorsBefore;
    long came = through.count() - throughBefore;
    Duration cpu = streams.cpu().minus(cpuBefore);
    producer.flush();
    through.awaitAtLeast(known + next, PATIENCE);
    if (failed.get() > 0) {
      throw new IllegalStateException(failed + " events were not acknowledged");
    }

    var delays = new Latencies();
    long until = began + seconds * 1_000L;
    Map<String, Long> events = new HashMap<>();
    vectors.readTimed(
        (vector, at) -> {
          events.merge(vector.visitor(), vector.profile().events(), Long::max);
          if (vector.version() >= began && vector.version() < until) {
            delays.addNanos(TimeUnit.MILLISECONDS.toNanos(at - vector.version()));
          }
        });
    return new Result(
        cleaned / took,
        encoded / took,
        cpu.toNanos() / 1e3 / came,
        slices,
        delays.summary(),
        known + next,
        events.values().stream().mapToLong(Long::longValue).sum(),
        events.size(),
        metrics == null ? null : metrics.between(began, until));
  }

  /**
   * Sends at a rate, releases a generation, and goes on sending.
   *
   * @param seconds before the release and after it
   */
  SwitchWatch.Result change(StreamsProcess streams, String generation, int rate, int seconds) {
    var watch = new SwitchWatch(generation, System.currentTimeMillis());
    try (var moves = new TopicMeter<>(bootstrapServers, Topics.USER_VECTORS)) {
      Runnable look = () -> moves.follow(watch::accept);
      send(streams, rate, seconds, new ArrayList<>(), look);
      watch.released(System.currentTimeMillis());
      release(generation);
      send(streams, rate, seconds, new ArrayList<>(), look);
      producer.flush();
      vectors.awaitAtLeast(0, PATIENCE);
      moves.readOn(watch::accept);
    }
    return watch.result();
  }

  /** Sends for some time; adds what came of each ten seconds. */
  private void send(
      StreamsProcess streams, @Nullable Integer rate, int seconds, List<Slice> slices) {
    Runnable look = metrics == null ? () -> {} : () -> metrics.sample(clean.count());
    send(streams, rate, seconds, slices, look);
  }

  /** Sends for some time, and looks five times a second. */
  private void send(
      StreamsProcess streams,
      @Nullable Integer rate,
      int seconds,
      List<Slice> slices,
      Runnable look) {
    long began = System.nanoTime();
    long end = began + TimeUnit.SECONDS.toNanos(seconds);
    long first = next;
    long slice = TimeUnit.SECONDS.toNanos(SLICE_SECONDS);
    long sliceEnd = began + slice;
    long sliceBegan = through.count();
    long sampleAt = began;
    for (long now = began; now < end; now = System.nanoTime()) {
      if (now >= sliceEnd) {
        long came = through.count();
        slices.add(
            new Slice(
                (came - sliceBegan) / (double) SLICE_SECONDS,
                ProcessMeter.residentMegabytes(streams.pid())));
        sliceBegan = came;
        sliceEnd += slice;
      }
      if (now >= sampleAt) {
        look.run();
        sampleAt = now + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
      }
      if (rate == null) {
        awaitLead(known + next);
        sendSome(1_000);
      } else {
        long due = first + (now - began) * rate / 1_000_000_000L;
        sendSome((int) Math.min(1_000, due - next));
        LockSupport.parkNanos(200_000);
      }
    }
  }

  private void sendSome(int count) {
    for (int i = 0; i < count; i++) {
      send(traffic.event(next++));
    }
  }

  private void send(Event event) {
    producer.send(
        new ProducerRecord<>(Topics.EVENTS.name(), event.visitor(), EventWriter.write(event)),
        this::acknowledged);
  }

  private void acknowledged(Object metadata, @Nullable Exception failure) {
    if (failure != null) {
      failed.incrementAndGet();
    }
  }

  /** Waits while too many of so many sent events are on their way. */
  private void awaitLead(long sent) {
    while (sent - lastCame > LEAD && sent - (lastCame = through.count()) > LEAD) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    clean.close();
    vectors.close();
    if (metrics != null) {
      metrics.close();
    }
  }
}
