package io.limpet.system.bench;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventWriter;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.UserVector;
import io.limpet.system.load.Traffic;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many events a second come in, and through. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description =
        "Sustained events a second, sent over HTTP and into Kafka, to clean events and user vectors.")
final class IngestCommand implements Callable<Integer> {
  private static final int CROWD = 5_000;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Mixin private BenchOptions options = new BenchOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--clients",
      paramLabel = "N",
      description =
          "HTTP clients that send as fast as they are answered (default: ${DEFAULT-VALUE}).",
      defaultValue = "8")
  private int clients = 8;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Events in one HTTP request (default: ${DEFAULT-VALUE}).",
      defaultValue = "50")
  private int batch = 50;

  @Option(
      names = "--kafka-events",
      paramLabel = "N",
      description = "Events sent straight into Kafka (default: ${DEFAULT-VALUE}).",
      defaultValue = "200000")
  private int kafkaEvents = 200_000;

  /** Sends events of a crowd and says how many were acknowledged. */
  private interface Sender {
    long send(Traffic crowd);
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    var report =
        new BenchReport("ingest")
            .setting("warmup_seconds", options.warmup())
            .setting("seconds", options.seconds())
            .setting("clients", clients)
            .setting("batch", batch)
            .setting("kafka_events", kafkaEvents)
            .setting("crowd", CROWD);
    try (BenchStack stack = BenchStack.open(options, report, out)) {
      out.println("Warming up for " + options.warmup() + " s ...");
      out.flush();
      overHttp(
          stack,
          new Traffic(options.unique("warm"), CROWD, stack.items(), 1),
          options.warmup(),
          1,
          4);
      measure(
          report,
          stack,
          "HTTP, one event a request",
          out,
          crowd -> overHttp(stack, crowd, options.seconds(), 1, clients));
      measure(
          report,
          stack,
          "HTTP, " + batch + " events a request",
          out,
          crowd -> overHttp(stack, crowd, options.seconds(), batch, clients));
      measure(report, stack, "Kafka", out, crowd -> intoKafka(stack, crowd));
    }
    report.print(out);
    report.write(options.out("ingest"));
    out.println("\nWritten to " + options.out("ingest"));
    out.flush();
    return 0;
  }

  private void measure(
      BenchReport report, BenchStack stack, String way, PrintWriter out, Sender sender) {
    out.println("Measuring: " + way + " ...");
    out.flush();
    String prefix = options.unique("ingest" + Integer.toHexString(way.hashCode()));
    var crowd = new Traffic(prefix, CROWD, stack.items(), way.hashCode());
    try (var clean = new TopicMeter<CleanEvent>(stack.bootstrapServers(), Topics.EVENTS_CLEAN);
        var vectors = new TopicMeter<UserVector>(stack.bootstrapServers(), Topics.USER_VECTORS)) {
      long began = System.currentTimeMillis();
      long sent = sender.send(crowd);
      long acknowledged = System.currentTimeMillis();
      clean.awaitAtLeast(sent, PATIENCE);
      vectors.awaitAtLeast(1, PATIENCE);
      Set<String> ids = new HashSet<>();
      long cleaned = clean.read(event -> count(ids, prefix, event));
      Map<String, Long> folded = new HashMap<>();
      long encoded = vectors.read(vector -> newest(folded, prefix, vector));
      report.row(
          "events a second",
          "way",
          way,
          "events",
          sent,
          "acknowledged/s",
          rate(sent, acknowledged - began),
          "clean/s",
          rate(sent, cleaned - began),
          "user vectors/s",
          rate(sent, encoded - began),
          "clean events",
          (long) ids.size(),
          "in profiles",
          folded.values().stream().mapToLong(Long::longValue).sum());
    }
  }

  private static void count(Set<String> ids, String prefix, CleanEvent event) {
    if (event.event().eventId().startsWith(prefix)) {
      ids.add(event.event().eventId());
    }
  }

  private static void newest(Map<String, Long> folded, String prefix, UserVector vector) {
    if (vector.visitor().startsWith(prefix)) {
      folded.merge(vector.visitor(), vector.profile().events(), Long::max);
    }
  }

  private static double rate(long events, long millis) {
    return events * 1_000.0 / Math.max(1, millis);
  }

  private static long overHttp(
      BenchStack stack, Traffic crowd, int seconds, int batch, int clients) {
    var next = new AtomicLong();
    var acknowledged = new AtomicLong();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < clients; client++) {
        threads.execute(
            () -> {
              while (System.nanoTime() < end) {
                long first = next.getAndAdd(batch);
                List<Event> events = new ArrayList<>(batch);
                for (int i = 0; i < batch; i++) {
                  events.add(crowd.event(first + i));
                }
                stack.service().report(events);
                acknowledged.addAndGet(batch);
              }
            });
      }
    }
    return acknowledged.get();
  }

  private long intoKafka(BenchStack stack, Traffic crowd) {
    var acknowledged = new LongAdder();
    var properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(64 << 10));
    try (var producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
      for (long i = 0; i < kafkaEvents; i++) {
        Event event = crowd.event(i);
        var unused =
            producer.send(
                new ProducerRecord<>(
                    Topics.EVENTS.name(), event.visitor(), EventWriter.write(event)),
                (metadata, failure) -> {
                  if (failure == null) {
                    acknowledged.increment();
                  }
                });
      }
      producer.flush();
    }
    return acknowledged.sum();
  }
}
