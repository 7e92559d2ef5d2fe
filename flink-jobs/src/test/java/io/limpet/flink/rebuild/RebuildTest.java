package io.limpet.flink.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.SurveyKind;
import io.limpet.core.generation.Registry;
import io.limpet.core.identity.HandOver;
import io.limpet.core.release.Release;
import io.limpet.core.signal.ItemSignals;
import io.limpet.core.survey.SurveyDay;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.UserVector;
import io.limpet.fixtures.SampleEvents;
import io.limpet.fixtures.SampleItems;
import io.limpet.fixtures.TinyGeneration;
import io.limpet.flink.JobSettings;
import io.limpet.flink.RunningFlink;
import io.limpet.flink.savepoint.Heard;
import io.limpet.flink.savepoint.Script;
import io.limpet.flink.signals.ItemSignalsJob;
import io.limpet.flink.surveys.SurveysJob;
import io.limpet.flink.users.UserVectorsJob;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import io.limpet.lake.Lake;
import io.limpet.lake.parquet.ParquetWriter;
import io.limpet.lake.row.LakeParquet;
import io.limpet.lake.row.LakeRow;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Live jobs that took events in as they came, beside jobs that read them back from a lake. */
class RebuildTest {
  @RegisterExtension static final RunningFlink FLINK = new RunningFlink();

  private static final List<String> ITEMS = SampleItems.ids();
  private static final KafkaPosition GO_ON =
      new KafkaPosition(Topics.EVENTS_CLEAN.name(), new TreeMap<>());
  private static final List<TopicRecord> RELEASED =
      List.of(
          new TopicRecord(
              Topics.MODELS.name(),
              "g1",
              Topics.MODELS.codec().encode(new Release("g1", Release.State.RELEASED, 1))));

  @TempDir Path folder;

  @Test
  void makesTheSameVectorsSignalsAndSurveysAsTheLiveJobs() throws Exception {
    JobSettings settings =
        FLINK.settings("rebuild", Map.of("state-backend", "hashmap", "checkpoint-interval", "1h"));
    TinyGeneration.write(new Registry(settings.registry()), "g1", 1);
    long seed = System.nanoTime();
    List<CleanEvent> events = events(new Random(seed));
    writeLake(Path.of(settings.lake()), events, new Random(seed));
    Path liveVectors = live(Topics.USER_VECTORS, liveVectors(settings, events));
    Path liveSignals = live(Topics.ITEM_SIGNALS, liveSignals(settings, events));
    Path liveSurveys = live(Topics.SURVEYS, liveSurveys(settings, events));

    try (Rebuild rebuild =
        new Rebuild(
            settings, folder.resolve("work"), Long.MAX_VALUE, GO_ON, RELEASED, models("rebuilt"))) {
      assertThat(rebuild.read().events()).isEqualTo(events.size());
      assertThat(rebuild.read().signIns()).as("seed " + seed).isPositive();
      assertThat(rebuild.read().untoldSurveys()).isZero();
      Map<String, byte[]> wrong = new HashMap<>();

      Rebuild.Rebuilt vectors = rebuild.run(Derivations.USER_VECTORS);
      Comparison compared = rebuild.compare(topic(vectors), liveVectors, wrong::put);
      assertThat(wrong.keySet()).as("visitors who differ, seed " + seed).isEmpty();
      assertThat(compared.same()).isGreaterThan(30).isEqualTo(compared.rebuilt());
      assertThat(compared.toMend() + compared.newer() + compared.unknown()).isZero();
      assertThat(vectors.savepoint().resolve("_metadata")).exists();

      Rebuild.Rebuilt signals = rebuild.run(Derivations.ITEM_SIGNALS);
      compared = rebuild.compare(topic(signals), liveSignals, wrong::put);
      assertThat(wrong.keySet()).as("items that differ, seed " + seed).isEmpty();
      assertThat(compared.same()).isEqualTo(ITEMS.size());

      Rebuild.Rebuilt surveys = rebuild.run(Derivations.SURVEYS);
      compared = rebuild.compare(topic(surveys), liveSurveys, wrong::put);
      assertThat(wrong.keySet()).as("days of surveys that differ, seed " + seed).isEmpty();
      assertThat(compared.same()).isGreaterThan(3).isEqualTo(compared.rebuilt());
      assertThat(compared.toMend() + compared.newer() + compared.unknown()).isZero();

      // Against a topic that has lost everything, all of it is to be written.
      compared = rebuild.compare(topic(signals), folder.resolve("nothing"), wrong::put);
      assertThat(compared.missing()).isEqualTo(ITEMS.size());
      assertThat(wrong).hasSize(ITEMS.size());
    }
  }

  @Test
  void knowsOfSurveysThatAnEarlierReleaseWroteThatTheyAreNotTold() throws Exception {
    JobSettings settings =
        FLINK.settings("untold", Map.of("state-backend", "hashmap", "checkpoint-interval", "1h"));
    CleanEvent asked =
        SampleEvents.clean(
            SampleEvents.of("e1", EventType.SURVEY, "ann", SampleEvents.NOON, ITEMS.getFirst()), 1);
    LakeRow row = LakeRow.of(asked).getFirst();
    Path day = Path.of(settings.lake()).resolve(Lake.bucket(SampleEvents.NOON));
    Files.createDirectories(day);
    try (OutputStream out = Files.newOutputStream(day.resolve("part-0.parquet"))) {
      ParquetWriter<LakeRow> writer = LakeParquet.writer(out);
      writer.write(row);
      writer.write(withoutProperties(row));
      writer.finish();
    }
    try (Rebuild rebuild =
        new Rebuild(
            settings, folder.resolve("work"), Long.MAX_VALUE, GO_ON, RELEASED, models("untold"))) {
      assertThat(rebuild.read().events()).isEqualTo(2);
      assertThat(rebuild.read().untoldSurveys()).isEqualTo(1);
      assertThat(rebuild.read().tellsAllOf(Derivations.SURVEYS)).isFalse();
      assertThat(rebuild.read().tellsAllOf(Derivations.ITEM_SIGNALS)).isTrue();
    }
  }

  private static LakeRow withoutProperties(LakeRow row) {
    return new LakeRow(
        row.eventId() + "-old",
        row.visitor(),
        row.userId(),
        row.anonymousId(),
        row.sessionId(),
        row.type(),
        row.itemId(),
        row.quantity(),
        row.price(),
        row.value(),
        row.currency(),
        row.query(),
        row.recommendationId(),
        row.index(),
        row.timestampMillis(),
        row.receivedMillis(),
        row.synthetic(),
        row.originPartition(),
        row.originOffset(),
        Map.of());
  }

  private static DerivedTopic<?> topic(Rebuild.Rebuilt rebuilt) {
    return rebuilt.derivation().topics().getFirst();
  }

  /**
   * Of users who come back often, buy and answer surveys, and of devices on which some of them sign
   * in.
   */
  private static List<CleanEvent> events(Random random) {
    List<CleanEvent> events = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      long arrived = SampleEvents.NOON + i * 40_000L;
      // Some are late, by days too; no two are of one millisecond.
      long millis = arrived - (random.nextInt(10) == 0 ? random.nextInt(1_000) * 100_000L + 7 : 0);
      String item = ITEMS.get(i < ITEMS.size() ? i : random.nextInt(ITEMS.size()));
      EventType type = random.nextInt(5) == 0 ? EventType.PURCHASE : EventType.VIEW_ITEM;
      int visitor = random.nextInt(40);
      Event event;
      if (visitor < 30) {
        // The first of them has more acts than are kept.
        int user = random.nextInt(3) == 0 ? 0 : visitor;
        event = SampleEvents.of("e" + i, type, "user-" + user, millis, item);
        event = i >= ITEMS.size() && random.nextInt(6) == 0 ? survey(event, random) : event;
      } else if (random.nextInt(12) == 0) {
        // Spread, so that none has more acts than are kept: of the others the place of a hand-over
        // among them matters, and this live job gets them all at the end.
        String user = "user-" + (15 + random.nextInt(30));
        event = SampleEvents.identify("e" + i, "device-" + visitor, user, arrived);
      } else {
        event = SampleEvents.anonymous("e" + i, type, "device-" + visitor, millis, item);
      }
      int partition = Math.floorMod(event.visitor().hashCode(), 2);
      events.add(new CleanEvent(event, "s", arrived + 5, partition, i));
    }
    return events;
  }

  /** An answer in place of what was done: a thumb for the item, or how satisfied somebody is. */
  private static Event survey(Event done, Random random) {
    boolean isThumb = random.nextBoolean();
    Map<String, String> properties = new HashMap<>();
    properties.put(SurveyKind.PROPERTY, isThumb ? "thumbs" : "csat");
    properties.put("channel", random.nextBoolean() ? "email" : "web");
    if (random.nextBoolean()) {
      properties.put(SurveyKind.COMMENT, "so quick");
    }
    return new Event(
        done.eventId(),
        EventType.SURVEY,
        done.userId(),
        null,
        null,
        done.timestampMillis(),
        isThumb ? done.items() : List.of(),
        isThumb ? (double) random.nextInt(2) : (double) (1 + random.nextInt(5)),
        null,
        null,
        null,
        properties);
  }

  /** Writes files of days with events in the order of their arrival, as two writers would. */
  private static void writeLake(Path lake, List<CleanEvent> events, Random random)
      throws Exception {
    Map<String, List<CleanEvent>> files = new TreeMap<>();
    for (CleanEvent event : events) {
      String writer = "/part-" + Math.floorMod(event.event().visitor().hashCode(), 2);
      String checkpoint = "-" + event.originOffset() / 1_000;
      String day = Lake.bucket(event.event().timestampMillis());
      files.computeIfAbsent(day + writer + checkpoint, file -> new ArrayList<>()).add(event);
    }
    List<String> names = new ArrayList<>(files.keySet());
    Collections.shuffle(names, random);
    for (int i = 0; i < names.size(); i++) {
      Path day = lake.resolve(names.get(i)).getParent();
      Files.createDirectories(day);
      // Names of files say nothing of their order.
      try (OutputStream out = Files.newOutputStream(day.resolve("part-" + i + ".parquet"))) {
        ParquetWriter<LakeRow> writer = LakeParquet.writer(out);
        for (CleanEvent event : files.get(names.get(i))) {
          for (LakeRow row : LakeRow.of(event)) {
            writer.write(row);
          }
        }
        writer.finish();
      }
    }
  }

  private static Script<TopicRecord> models(String run) {
    return Script.of(
        run + "/models", WireTypes.TOPIC_RECORD, Script.lanes(RELEASED, TopicRecord::key));
  }

  /** The job as it runs live: the release first, then events, then what devices handed over. */
  private static List<Keyed<UserVector>> liveVectors(JobSettings settings, List<CleanEvent> events)
      throws Exception {
    Path released = playVectors(settings, List.of(), List.of(), null);
    Path done = playVectors(settings, events, List.of(), released);
    List<HandOver> handOvers =
        Heard.<Keyed<HandOver>>of("live/handed-over").stream().map(Keyed::value).toList();
    playVectors(settings, events, handOvers, done);
    return Heard.of("live/vectors");
  }

  private static Path playVectors(
      JobSettings settings,
      List<CleanEvent> events,
      List<HandOver> handOvers,
      @Nullable Path goesOnFrom)
      throws Exception {
    var env = new StreamExecutionEnvironment(settings.configuration("user-vectors"));
    Script<CleanEvent> done = script("live/events", events);
    Script<HandOver> takenOver =
        Script.of("live/hand-overs", WireTypes.HAND_OVER, Script.lanes(handOvers, HandOver::user));
    Script<TopicRecord> models = models("live");
    UserVectorsJob.build(
        env,
        settings,
        done,
        takenOver,
        models,
        new Heard<>("live/vectors"),
        new Heard<>("live/handed-over"));
    return play(env, goesOnFrom, done, takenOver, models);
  }

  private static List<Keyed<ItemSignals>> liveSignals(JobSettings settings, List<CleanEvent> events)
      throws Exception {
    var env = new StreamExecutionEnvironment(settings.configuration("item-signals"));
    Script<CleanEvent> done = script("live/counted", events);
    ItemSignalsJob.build(env, settings, done, new Heard<>("live/signals"), Duration.ZERO);
    play(env, null, done);
    return Heard.of("live/signals");
  }

  private static List<Keyed<SurveyDay>> liveSurveys(JobSettings settings, List<CleanEvent> events)
      throws Exception {
    var env = new StreamExecutionEnvironment(settings.configuration("surveys"));
    Script<CleanEvent> done = script("live/answered", events);
    Script<TopicRecord> erasures =
        Script.of("live/erasures", WireTypes.TOPIC_RECORD, Script.lanes(List.of(), r -> ""));
    SurveysJob.build(env, settings, done, erasures, new Heard<>("live/surveys"));
    play(env, null, done);
    return Heard.of("live/surveys");
  }

  private static Script<CleanEvent> script(String name, List<CleanEvent> events) {
    return Script.of(
        name, WireTypes.CLEAN_EVENT, Script.lanes(events, clean -> clean.event().visitor()));
  }

  private static Path play(
      StreamExecutionEnvironment env, @Nullable Path goesOnFrom, Script<?>... scripts)
      throws Exception {
    var graph = env.getStreamGraph();
    if (goesOnFrom != null) {
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(
              goesOnFrom.toUri().toString(), false, RecoveryClaimMode.NO_CLAIM));
    }
    JobID id = FLINK.start(graph.getJobGraph());
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> List.of(scripts).stream().allMatch(Script::isSaid));
    return FLINK.stopWithSavepoint(id, FLINK.folder().resolve("savepoints"));
  }

  /** The last values of a topic, as they would be read from Kafka. */
  private <T> Path live(Topic<T> topic, List<Keyed<T>> records) throws Exception {
    Path values = folder.resolve("live-" + topic.name());
    try (var last = new LastValues(values, 0)) {
      for (Keyed<T> record : records) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        last.put(key, record.value() == null ? null : topic.codec().encode(record.value()));
      }
      last.flush();
    }
    return values;
  }
}
