package io.limpet.system.bench;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.EventWriter;
import io.limpet.core.event.LineItem;
import io.limpet.core.event.SurveyKind;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.core.release.Release;
import io.limpet.core.topic.Topics;
import io.limpet.flink.rebuild.Comparison;
import io.limpet.flink.rebuild.Derivation;
import io.limpet.flink.rebuild.Derivations;
import io.limpet.lake.Lake;
import io.limpet.standalone.Progress;
import io.limpet.standalone.stack.Rebuilding;
import io.limpet.system.load.Traffic;
import io.limpet.system.streams.StreamsProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast derived topics are made again from the lake, and whether they are as the live ones. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Send events through the jobs of a stack into topics and lake, then make the topics again"
          + " from the lake and compare them. Fails when they differ."
    })
final class RebuildCommand implements Callable<Integer> {
  private static final String MADE_UP = "made-up";
  private static final int MANAGED_MEGABYTES = 512;

  /** After each of so many events an answer to a survey is sent. */
  private static final int EVENTS_A_SURVEY = 101;

  /** More than the archive's checkpoints are apart. */
  private static final Duration STANDSTILL = Duration.ofMinutes(3);

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "How many (default: ${DEFAULT-VALUE}); the bar is 10000000.",
      defaultValue = "1000000")
  private int events = 1_000_000;

  @Option(
      names = "--users",
      paramLabel = "N",
      description = "Of whom (default: ${DEFAULT-VALUE}).",
      defaultValue = "50000")
  private int users = 50_000;

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Made-up items with vectors of 64 floats (default: ${DEFAULT-VALUE}).",
      defaultValue = "10000")
  private int items = 10_000;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parts of each job of the rebuild (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int parallelism = 2;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/rebuild.json")
  private Path out = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter print = spec.commandLine().getOut();
    var report =
        new BenchReport("rebuild")
            .setting("events", events)
            .setting("users", users)
            .setting("items", items)
            .setting("parallelism", parallelism);
    boolean same;
    try (var scratch = new Scratch("limpet-rebuild-")) {
      Path folder = scratch.path("data");
      Generation generation =
          new MadeUpShop(items, BenchStack.DIMENSIONS, 1)
              .write(new Registry(folder.resolve("models")), MADE_UP);
      List<String> ids = IntStream.range(0, items).mapToObj(generation.items()::id).toList();
      var jobs = List.of("clean", "user-vectors", "item-signals", "surveys", "archive");
      var process = new StreamsProcess.Spec(jobs, 1, "rocksdb", "10s", "2g", MANAGED_MEGABYTES);
      try (StreamsProcess live = StreamsProcess.start(folder, process)) {
        long rows = release(live.bootstrapServers(), ids.getFirst());
        long began = System.nanoTime();
        rows += send(live.bootstrapServers(), new Traffic("rebuild", users, ids, 1));
        print.printf("%,d events sent; waiting for the lake ...%n", events);
        print.flush();
        awaitRows(new Lake(folder.resolve("lake")), rows);
        double seconds = (System.nanoTime() - began) / 1e9;
        report.row("live", "events", events, "seconds to the lake", seconds);
        awaitTopics(live.bootstrapServers());
        var order = new Rebuilding.Order(Derivations.all(), Long.MAX_VALUE, parallelism, false);
        same =
            add(
                report,
                new Rebuilding(folder, live.bootstrapServers(), new Said(print)).run(order));
      }
    }
    report.print(print);
    report.write(out);
    print.printf("%n%s. Written to %s%n", same ? "Equal" : "NOT equal", out);
    print.flush();
    return same ? 0 : 1;
  }

  private static boolean add(BenchReport report, Rebuilding.Result result) {
    long events = result.read().events();
    report.row(
        "put in order",
        "events",
        events,
        "seconds",
        result.seconds(),
        "events/s",
        events / result.seconds());
    boolean same = true;
    for (Rebuilding.Done done : result.topics()) {
      Comparison compared = done.comparison();
      report.row(
          "rebuilt",
          "topic",
          done.topic().topic().name(),
          "seconds",
          done.seconds(),
          "events/s",
          events / done.seconds(),
          "keys",
          compared.rebuilt(),
          "as live",
          compared.same(),
          "differ",
          compared.toMend() + compared.newer() + compared.unknown());
      same &= compared.rebuilt() > 0 && compared.same() == compared.rebuilt();
      same &= compared.toMend() + compared.newer() + compared.unknown() == 0;
    }
    return same;
  }

  /**
   * Releases the generation and returns when the job uses it: live events before that would be
   * folded without it. Somebody is shown an item, which leaves no trace but that it was so; answers
   * how many rows of a lake that is.
   */
  private static long release(String bootstrapServers, String item) throws Exception {
    byte[] release = Topics.MODELS.codec().encode(new Release(MADE_UP, Release.State.RELEASED, 1));
    var shown =
        new Event(
            "shown",
            EventType.VIEW_ITEM_LIST,
            "somebody",
            null,
            null,
            System.currentTimeMillis(),
            List.of(LineItem.of(item)),
            null,
            null,
            null,
            null,
            Map.of());
    try (var producer = producer(bootstrapServers);
        var vectors = new TopicMeter<>(bootstrapServers, Topics.USER_VECTORS)) {
      producer
          .send(new ProducerRecord<>(Topics.MODELS.name(), bytes(MADE_UP), release))
          .get(1, TimeUnit.MINUTES);
      producer.send(raw(shown)).get(1, TimeUnit.MINUTES);
      var isUsed = new AtomicBoolean();
      Instant deadline = Instant.now().plus(STANDSTILL);
      while (!isUsed.get()) {
        vectors.read(vector -> isUsed.compareAndSet(false, vector.generation().equals(MADE_UP)));
        if (Instant.now().isAfter(deadline)) {
          throw new IOException("the released generation is not used");
        }
      }
    }
    return 1;
  }

  /** Sends all events as fast as they are taken; answers how many rows of a lake those are. */
  private long send(String bootstrapServers, Traffic traffic) throws Exception {
    var failed = new AtomicReference<@Nullable Exception>();
    long rows = 0;
    try (var producer = producer(bootstrapServers)) {
      for (int i = 0; i < events; i++) {
        Event event = traffic.event(i);
        rows += Math.max(1, event.items().size());
        producer.send(raw(event), (sent, why) -> failed.compareAndSet(null, why));
        if (i % EVENTS_A_SURVEY == 0) {
          rows++;
          producer.send(raw(answer(event, i)), (sent, why) -> failed.compareAndSet(null, why));
        }
      }
    }
    Exception failure = failed.get();
    if (failure != null) {
      throw failure;
    }
    return rows;
  }

  /** The same user says how likely the shop is recommended. */
  private static Event answer(Event after, int number) {
    return new Event(
        after.eventId() + "-answer",
        EventType.SURVEY,
        after.userId(),
        null,
        null,
        after.timestampMillis(),
        List.of(),
        (double) (number % 11),
        null,
        null,
        null,
        Map.of(
            Event.SYNTHETIC,
            "true",
            SurveyKind.PROPERTY,
            SurveyKind.NPS.wireName(),
            "channel",
            number % 3 == 0 ? "email" : "web"));
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("acks", "all");
    settings.put("linger.ms", 5);
    settings.put("key.serializer", ByteArraySerializer.class);
    settings.put("value.serializer", ByteArraySerializer.class);
    return new KafkaProducer<>(settings);
  }

  private static ProducerRecord<byte[], byte[]> raw(Event event) {
    return new ProducerRecord<>(
        Topics.EVENTS.name(), bytes(event.visitor()), EventWriter.write(event));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void awaitRows(Lake lake, long rows) throws InterruptedException, IOException {
    long known = -1;
    Instant deadline = Instant.now();
    while (known < rows) {
      long now = lake.rows();
      if (now > known) {
        known = now;
        deadline = Instant.now().plus(STANDSTILL);
      } else if (Instant.now().isAfter(deadline)) {
        throw new IOException("the lake has %d rows of %d and gets no more".formatted(known, rows));
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  /** Jobs that are behind the archive would be compared with what they have not yet read. */
  private static void awaitTopics(String bootstrapServers) throws Exception {
    try (var caughtUp = new CaughtUp(bootstrapServers, STANDSTILL)) {
      for (Derivation derivation : Derivations.all()) {
        caughtUp.await(derivation.name(), Topics.EVENTS_CLEAN);
      }
    }
  }

  /** Prints what is being done. */
  private record Said(PrintWriter out) implements Progress {
    @Override
    public void say(String what) {
      out.println(what);
      out.flush();
    }

    @Override
    public void at(String what, long done, long total) {}
  }
}
