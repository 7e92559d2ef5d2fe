package io.limpet.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.EventWriter;
import io.limpet.core.event.LineItem;
import io.limpet.core.feature.Counts;
import io.limpet.core.feature.Window;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.core.release.Release;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.UserVector;
import io.limpet.fixtures.RunningBroker;
import io.limpet.fixtures.RunningBroker.Received;
import io.limpet.fixtures.SampleEvents;
import io.limpet.fixtures.SampleItems;
import io.limpet.fixtures.TinyGeneration;
import io.limpet.flink.clean.CleanJob;
import io.limpet.flink.labels.LabelsJob;
import io.limpet.lake.ExampleLake;
import io.limpet.lake.Lake;
import io.limpet.lake.row.ExampleRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All jobs on a real cluster with a real broker between them. */
class RiverIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @RegisterExtension static final RunningFlink FLINK = new RunningFlink();

  @Test
  void carriesClicksToVectorsSignalsAndTheLake() throws Exception {
    JobSettings settings = settings("clicks", Map.of("checkpoint-interval", "1s"));
    Map<String, JobID> jobs = FLINK.start(LimpetJobs.all(), settings);
    var registry = new Registry(settings.registry());
    Generation g1 = TinyGeneration.writePredicting(registry, "g1");
    TinyGeneration.write(registry, "g2", 2);
    BROKER.send(Topics.MODELS, "g1", new Release("g1", Release.State.RELEASED, 1));

    String mug = SampleItems.id("Mugs", 2);
    BROKER.send(Topics.EVENTS, "cat", "{\"event\":\"view_item\"}".getBytes(UTF_8));
    send(SampleEvents.view("c1", "cat", SampleItems.id("Mugs", 1), SampleEvents.NOON));
    send(SampleEvents.purchase("c2", "cat", SampleEvents.NOON + 1, mug));
    send(SampleEvents.purchase("c2", "cat", SampleEvents.NOON + 1, mug));

    UserVector cat =
        await(Topics.USER_VECTORS, "cat", v -> v.profile().events() == 2 && isOf("g1", v));
    assertThat(TinyGeneration.nearest(g1, cat.vector(), 20)).allMatch(i -> i.startsWith("mugs-"));
    assertThat(cat.profile().bought()).containsExactly(mug);
    assertThat(BROKER.read(Topics.EVENTS_REJECTED, 1))
        .singleElement()
        .satisfies(refused -> assertThat(refused.key()).isEqualTo("cat"));
    await(Topics.ITEM_SIGNALS, mug, signals -> signals.units() == 1);
    await(
        Topics.USER_FEATURES,
        "cat",
        of -> of.counts().of(EventType.PURCHASE, Window.EVER, SampleEvents.NOON) == 1);
    await(
        Topics.ITEM_FEATURES,
        mug,
        of -> of.counts().of(Counts.UNITS, Window.EVER, SampleEvents.NOON) == 1);
    await(Topics.PREDICTIONS, "cat", of -> of.generation().equals("g1"));
    FLINK.awaitCheckpoint(jobs.get("archive"));
    awaitInLake(settings, "c", List.of("c1", "c2"));

    // A second release moves everybody, whether they come back or not.
    BROKER.send(Topics.MODELS, "g2", new Release("g2", Release.State.RELEASED, 2));
    UserVector moved = await(Topics.USER_VECTORS, "cat", v -> isOf("g2", v));
    assertThat(moved.version()).isEqualTo(cat.version());
    assertThat(moved.profile()).isEqualTo(cat.profile());
    // And a release of the older one moves them back.
    BROKER.send(Topics.MODELS, "g1", new Release("g1", Release.State.RELEASED, 3));
    UserVector back = await(Topics.USER_VECTORS, "cat", v -> isOf("g1", v));
    assertThat(back.vector()).containsExactly(cat.vector());

    // What is done on a device before the sign-in there is the user's, and counted once.
    String bag = SampleItems.id("Bags", 3);
    send(SampleEvents.anonymous("c3", EventType.PURCHASE, "phone", SampleEvents.NOON + 2, bag));
    send(SampleEvents.identify("c4", "phone", "cat", SampleEvents.NOON + 3));
    UserVector merged = await(Topics.USER_VECTORS, "cat", v -> v.profile().events() == 4);
    assertThat(merged.profile().bought()).containsExactly(mug, bag);
    assertThat(merged.vector()).isNotEqualTo(cat.vector());
    await(Topics.ITEM_SIGNALS, bag, signals -> signals.units() == 1);
  }

  @Test
  void takesEveryEventInOnceThroughCrashes() throws Exception {
    JobSettings settings =
        settings("crashes", Map.of("checkpoint-interval", "1h", "archive-interval", "1h"));
    Map<String, JobID> jobs = FLINK.start(LimpetJobs.all(), settings);
    List<Event> events = new ArrayList<>();

    sendMore(events, 300);
    signInAfter(10, 0);
    awaitEverybody(events);
    FLINK.awaitCheckpoint(jobs.values());
    // What comes now is lost to every job's state, but not to what the jobs have written.
    sendMore(events, 300);
    signInAfter(10, 1);
    awaitEverybody(events);
    awaitSignedIn(22);
    FLINK.loseTaskManager();
    sendMore(events, 300);
    signInAfter(10, 2);
    awaitEverybody(events);
    FLINK.cancel(jobs.values());
    jobs = FLINK.start(LimpetJobs.all(), settings);
    sendMore(events, 300);
    // A shop that got no answer sends again.
    events.subList(0, 100).forEach(RiverIT::send);
    awaitEverybody(events);
    signInAfter(10, 3);
    awaitSignedIn(44);

    assertThat(BROKER.read(Topics.EVENTS_CLEAN, events.size() + 500))
        .as("records of clean events, read again and written again after each crash")
        .hasSizeGreaterThanOrEqualTo(events.size() + 500);
    FLINK.awaitCheckpoint(jobs.get("archive"));
    awaitInLake(settings, "crash-", events.stream().map(Event::eventId).toList());
    Map<String, Long> views = new HashMap<>();
    events.forEach(event -> views.merge(event.items().getFirst().itemId(), 1L, Long::sum));
    views.put("seen-item", 40L);
    awaitAll(Topics.ITEM_SIGNALS, views, signals -> signals.count(EventType.VIEW_ITEM));
    awaitAll(
        Topics.METRICS,
        Map.of("person/channel/crashes/2026-03-01", (long) events.size()),
        day -> day.metrics().events(EventType.VIEW_ITEM));
    awaitSignedIn(44);
  }

  @Test
  void labelsWhatWasShownOnceThroughACrash() throws Exception {
    JobSettings settings =
        settings(
            "labels",
            Map.of(
                "labels-interval", "1h",
                "attribution-window", "1s",
                "max-lateness", "0ms",
                "idle-after", "1s"));
    FLINK.start(CleanJob.JOB, settings);
    JobID labels = FLINK.start(LabelsJob.JOB, settings);
    long shown = System.currentTimeMillis();
    BROKER.send(Topics.SERVED, "dog", served("r1", "dog", shown, "bone", "ball"));
    assertThat(awaitExamples(settings, labels, rows -> rows.size() == 2).values())
        .allSatisfy(row -> assertThat(row.seen()).isFalse());
    send(act("d1", EventType.VIEW_ITEM_LIST, "dog", "r1", shown + 10, "bone", "ball"));
    send(act("d2", EventType.VIEW_ITEM, "dog", null, shown + 20, "bone"));
    Map<String, ExampleRow> first =
        awaitExamples(
            settings,
            labels,
            rows ->
                rows.values().stream().filter(ExampleRow::seen).count() == 2
                    && rows.get("bone").clickedAfter() != null);
    assertThat(first.get("bone").clickedAfter()).isEqualTo(20);
    assertThat(first.get("ball").clickedAfter()).isNull();

    FLINK.loseTaskManager();
    Event purchase = act("d3", EventType.PURCHASE, "dog", null, shown + 2_000, "ball");
    send(purchase);
    send(purchase);
    Map<String, ExampleRow> amended =
        awaitExamples(settings, labels, rows -> rows.get("ball").purchasedAfter() != null);
    assertThat(amended.get("ball").purchasedAfter()).isEqualTo(2_000);
    assertThat(amended.get("ball").version()).isGreaterThan(first.get("ball").version());
    assertThat(amended.get("bone").version()).isEqualTo(first.get("bone").version());
  }

  private static Served served(String id, String visitor, long millis, String... items) {
    List<Served.ServedItem> shown =
        Stream.of(items)
            .map(item -> new Served.ServedItem(item, "new", 1, 1, new float[0]))
            .toList();
    return new Served(id, visitor, "home", "g1", millis, "s", 0, 0, shown);
  }

  private static Event act(
      String id,
      EventType type,
      String user,
      @Nullable String answer,
      long millis,
      String... items) {
    return new Event(
        id,
        type,
        user,
        null,
        null,
        millis,
        Stream.of(items).map(LineItem::of).toList(),
        null,
        null,
        null,
        answer,
        Map.of());
  }

  /** The examples as they hold by item, once they are as wanted; no version is there twice. */
  private static Map<String, ExampleRow> awaitExamples(
      JobSettings settings, JobID job, Predicate<Map<String, ExampleRow>> wanted) {
    var lake = new ExampleLake(Path.of(ExampleLake.folder(settings.lake())));
    Map<String, ExampleRow> byItem = new HashMap<>();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              // Somebody else goes on, and with him the time.
              long millis = System.currentTimeMillis();
              send(act("fox-" + millis, EventType.VIEW_ITEM, "fox", null, millis, "bone"));
              FLINK.awaitCheckpoint(job);
              lake.forEach(id -> true, row -> byItem.put(row.itemId(), row));
              return wanted.test(byItem);
            });
    List<String> versions = new ArrayList<>();
    lake.forEachVersion(row -> versions.add(row.itemId() + "-" + row.version()));
    assertThat(versions).doesNotHaveDuplicates();
    return byItem;
  }

  private static JobSettings settings(String name, Map<String, String> given) {
    Map<String, String> all = new HashMap<>(given);
    all.put("bootstrap-servers", BROKER.bootstrapServers());
    all.put("registry", FLINK.folder().resolve("models").toString());
    return FLINK.settings(name, all);
  }

  private static void send(Event event) {
    BROKER.send(Topics.EVENTS, event.visitor(), EventWriter.write(event));
  }

  /** Sends views of 20 visitors, one item each, and notes them. */
  private static void sendMore(List<Event> events, int count) {
    for (int i = 0; i < count; i++) {
      int n = events.size();
      Event event =
          SampleEvents.view(
                  "crash-" + n, "crash-" + n % 20, "crash-item-" + n % 7, SampleEvents.NOON + n)
              .with(Map.of("channel", "crashes"));
      events.add(event);
      send(event);
    }
  }

  /** Sends views of one device, and that the same user signs in there. */
  private static void signInAfter(int views, int round) {
    for (int i = 0; i < views; i++) {
      long millis = SampleEvents.NOON + round * 100_000L + i;
      send(
          SampleEvents.anonymous(
              "seen-" + round + "-" + i, EventType.VIEW_ITEM, "tablet", millis, "seen-item"));
    }
    long millis = SampleEvents.NOON + round * 100_000L + views;
    send(SampleEvents.identify("signed-in-" + round, "tablet", "signed-in", millis));
  }

  /** Waits until the user has so many events: each once, through whatever crashes. */
  private static void awaitSignedIn(long events) {
    awaitAll(Topics.USER_VECTORS, Map.of("signed-in", events), vector -> vector.profile().events());
  }

  /** Waits until every visitor's profile has taken in all its events, and no event twice. */
  private static void awaitEverybody(List<Event> events) {
    Map<String, Long> wanted = new HashMap<>();
    events.forEach(event -> wanted.merge(event.visitor(), 1L, Long::sum));
    awaitAll(Topics.USER_VECTORS, wanted, vector -> vector.profile().events());
  }

  /** Waits until the last value of every key holds the number that is wanted of it. */
  private static <T> void awaitAll(
      Topic<T> topic, Map<String, Long> wanted, Function<T, Long> number) {
    Map<String, Long> last = new HashMap<>();
    BROKER.readUntil(
        topic,
        received -> {
          last.clear();
          for (Received<T> record : received) {
            if (record.value() == null) {
              last.remove(record.key());
            } else {
              last.put(record.key(), number.apply(record.value()));
            }
          }
          return last.entrySet().containsAll(wanted.entrySet());
        });
    assertThat(last).containsAllEntriesOf(wanted);
  }

  /** The last value of a key, once it is as wanted. */
  private static <T> T await(Topic<T> topic, String key, Predicate<T> wanted) {
    List<Received<T>> received =
        BROKER.readUntil(topic, r -> last(r, key).filter(wanted).isPresent());
    T last = last(received, key).orElseThrow(() -> new AssertionError("nothing of " + key));
    assertThat(last).as("last value of " + key).matches(wanted);
    return last;
  }

  private static <T> Optional<T> last(List<Received<T>> received, String key) {
    return received.reversed().stream()
        .filter(record -> record.key().equals(key))
        .findFirst()
        .map(Received::value);
  }

  private static boolean isOf(String generation, UserVector vector) {
    return vector.generation().equals(generation) && vector.hasVector();
  }

  /** Files are shown a moment after the checkpoint that ends them. */
  private static void awaitInLake(JobSettings settings, String prefix, List<String> eventIds) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              List<String> found = new ArrayList<>();
              new Lake(Path.of(settings.lake())).forEach(row -> found.add(row.eventId()));
              found.removeIf(id -> !id.startsWith(prefix));
              assertThat(found).containsExactlyInAnyOrderElementsOf(eventIds);
            });
  }
}
