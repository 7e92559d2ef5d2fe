package io.limpet.flink.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.core.identity.HandOver;
import io.limpet.core.release.Release;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.ItemVector;
import io.limpet.core.vector.UserVector;
import io.limpet.fixtures.SampleEvents;
import io.limpet.fixtures.SampleItems;
import io.limpet.fixtures.TinyGeneration;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.Either;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserVectorsOperatorTest {
  private static final long NOON = SampleEvents.NOON;
  private static final Duration LIFETIME = Duration.ofDays(400);
  private static final String MUG = SampleItems.id("Mugs", 1);
  private static final String BAG = SampleItems.id("Bags", 1);

  @TempDir Path folder;
  private Registry registry;
  private Harness harness;
  private long offset;

  private static final class Harness
      extends KeyedTwoInputStreamOperatorTestHarness<
          String, Either<CleanEvent, HandOver>, TopicRecord, Keyed<UserVector>> {
    Harness(Path registry) throws Exception {
      super(
          new UserVectorsOperator(registry, LIFETIME), UserVectorsJob::visitor, null, Types.STRING);
    }
  }

  @BeforeEach
  void open() throws Exception {
    registry = new Registry(folder);
    start(null, "hashmap");
  }

  private void start(@Nullable OperatorSubtaskState checkpoint, String backend) throws Exception {
    if (harness != null) {
      harness.close();
    }
    harness = new Harness(folder);
    if (backend.equals("rocksdb")) {
      harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    }
    if (checkpoint != null) {
      harness.initializeState(checkpoint);
    }
    harness.open();
    harness.setProcessingTime(NOON);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void keepsAProfileWhileThereIsNoGeneration() throws Exception {
    take(SampleEvents.view("e1", "ann", MUG, NOON));
    assertThat(last("ann").hasVector()).isFalse();
    assertThat(last("ann").generation()).isEmpty();
    assertThat(last("ann").profile().events()).isEqualTo(1);
    assertThat(last("ann").version()).isEqualTo(NOON + 5);
    assertThat(last("ann").eventId()).isEqualTo("e1");
  }

  @Test
  void foldsEventByEventIntoWhatCoreMakesOfTheWholeHistory() throws Exception {
    Generation generation = release("g1", 1);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      Event event = SampleEvents.random(random, "e" + i, SampleItems.ids());
      Event inOrder =
          SampleEvents.of(
              "e" + i,
              event.type(),
              "ann",
              NOON + i * 60_000L,
              event.items().stream().map(item -> item.itemId()).toArray(String[]::new));
      take(inOrder);
      UserVector ann = last("ann");
      float[] whole =
          generation
              .encoder()
              .vector(generation.encode(ann.profile().recent()))
              .orElse(new float[0]);
      if (ann.profile().recent().size() < 100) {
        assertThat(ann.vector()).as("seed %d, event %d", seed, i).isEqualTo(whole);
      }
    }
  }

  @Test
  void encodesAnewWhenAnEventComesLate() throws Exception {
    Generation generation = release("g1", 1);
    take(SampleEvents.view("e1", "ann", MUG, NOON));
    take(SampleEvents.view("late", "ann", BAG, NOON - 86_400_000));
    UserVector ann = last("ann");
    assertThat(ann.profile().recent().getFirst().itemId()).isEqualTo(BAG);
    assertThat(ann.vector())
        .containsExactly(
            generation.encoder().vector(generation.encode(ann.profile().recent())).orElseThrow());
  }

  @Test
  void dropsEventsThatWereWrittenAgain() throws Exception {
    take(SampleEvents.view("e1", "ann", MUG, NOON));
    take(SampleEvents.view("e2", "ann", BAG, NOON));
    harness.processElement1(
        Either.Left(SampleEvents.clean(SampleEvents.view("e1", "ann", MUG, NOON), 0)), 0);
    assertThat(last("ann").profile().events()).isEqualTo(2);
    assertThat(harness.extractOutputValues()).hasSize(2);
  }

  @Test
  void foldsItemsThatAreYoungerThanTheGeneration() throws Exception {
    release("g1", 1);
    take(SampleEvents.view("e1", "ann", "brand-new", NOON));
    assertThat(last("ann").hasVector()).isFalse();
    float[] vector = new float[TinyGeneration.DIMENSIONS];
    vector[3] = 2;
    say(
        Topics.ITEM_VECTORS,
        "g1/brand-new",
        new ItemVector("brand-new", "g1", vector, vector, "Mugs", 1));
    take(SampleEvents.view("e2", "ann", "brand-new", NOON + 1));
    assertThat(last("ann").vector()[3]).isEqualTo(1);
    assertThat(last("ann").profile().affinities()).containsOnlyKeys("Mugs");
    say(Topics.ITEM_VECTORS, "g1/brand-new", null);
    take(SampleEvents.view("e3", "bob", "brand-new", NOON + 2));
    assertThat(last("bob").hasVector()).isFalse();
  }

  @Test
  void movesThoseWhoDoNotComeBackWithoutANewVersion() throws Exception {
    take(SampleEvents.view("e1", "ann", MUG, NOON));
    long version = last("ann").version();
    Generation generation = release("g1", 1);
    assertThat(last("ann").generation()).isEqualTo("g1");
    assertThat(last("ann").version()).isEqualTo(version);
    assertThat(TinyGeneration.nearest(generation, last("ann").vector(), 20))
        .allMatch(item -> item.startsWith("mugs-"));
  }

  @Test
  void keepsTheGenerationBeforeOneThatIsDamagedOrMissing() throws Exception {
    take(SampleEvents.view("e1", "ann", MUG, NOON));
    release("g1", 1);
    TinyGeneration.write(registry, "g2", 2);
    Files.write(folder.resolve("g2").resolve("tensors.safetensors"), new byte[100]);
    decide("g2", Release.State.RELEASED, 2);
    settle();
    decide("gone", Release.State.RELEASED, 3);
    settle();
    take(SampleEvents.view("e2", "ann", MUG, NOON + 1));
    assertThat(last("ann").generation()).isEqualTo("g1");
    assertThat(last("ann").hasVector()).isTrue();
    // After a restore too.
    start(harness.snapshot(1, 1), "hashmap");
    take(SampleEvents.view("e3", "ann", MUG, NOON + 2));
    assertThat(last("ann").generation()).isEqualTo("g1");
    // Mended and released anew, it is taken.
    TinyGeneration.write(registry, "gone", 3);
    decide("gone", Release.State.RELEASED, 4);
    settle();
    assertThat(generations().values()).containsOnly("gone");
  }

  @Test
  void goesBackToAnOlderGeneration() throws Exception {
    take(SampleEvents.view("e1", "ann", MUG, NOON));
    release("g1", 1);
    float[] first = last("ann").vector();
    release("g2", 2);
    assertThat(last("ann").vector()).isNotEqualTo(first);
    decide("g2", Release.State.ROLLED_BACK, 3);
    settle();
    assertThat(generations().values()).containsOnly("g1");
    assertThat(last("ann").vector()).containsExactly(first);
    decide("g1", Release.State.ROLLED_BACK, 4);
    settle();
    assertThat(generations().values()).containsOnly("");
    assertThat(last("ann").hasVector()).isFalse();
  }

  @Test
  void movesTheShareOfACanaryAndBackEvenAfterARestore() throws Exception {
    int visitors = 200;
    for (int i = 0; i < visitors; i++) {
      take(SampleEvents.view("e" + i, "visitor-" + i, MUG, NOON));
    }
    release("g1", 1);
    TinyGeneration.write(registry, "g2", 2);
    Release canary = Release.canary("g2", 0.3, 2);
    say(Topics.MODELS, "g2", canary);
    settle();
    assertThat(generations())
        .allSatisfy(
            (visitor, generation) ->
                assertThat(generation).isEqualTo(canary.takes(visitor) ? "g2" : "g1"));
    assertThat(generations().values()).contains("g1", "g2");

    start(harness.snapshot(1, 1), "hashmap");
    assertThat(operator().isSettled()).isTrue();
    for (int i = 0; i < visitors; i++) {
      take(SampleEvents.view("again" + i, "visitor-" + i, BAG, NOON + 1));
    }
    assertThat(generations())
        .hasSize(visitors)
        .allSatisfy(
            (visitor, generation) ->
                assertThat(generation).isEqualTo(canary.takes(visitor) ? "g2" : "g1"));

    decide("g2", Release.State.ROLLED_BACK, 3);
    settle();
    assertThat(generations().values()).containsOnly("g1");
    // One that is missing leaves everybody where they are; completed, all follow.
    say(Topics.MODELS, "gone", Release.canary("gone", 0.9, 4));
    settle();
    assertThat(generations().values()).containsOnly("g1");
    decide("g2", Release.State.RELEASED, 5);
    settle();
    assertThat(generations().values()).containsOnly("g2");
  }

  @Test
  void passesOverModelsAndVectorsThatCannotBeRead() throws Exception {
    harness.processElement2(new TopicRecord(Topics.MODELS.name(), "g1", new byte[] {1, 2, 3}), 0);
    harness.processElement2(
        new TopicRecord(Topics.ITEM_VECTORS.name(), "g1/mug", new byte[] {1, 2, 3}), 0);
    release("g1", 1);
    take(SampleEvents.view("e1", "ann", MUG, NOON));
    assertThat(last("ann").hasVector()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void answersFreshEventsWhileTwentyThousandMoveEvenAfterARestoreHalfway(String backend)
      throws Exception {
    int visitors = 20_000;
    start(null, backend);
    for (int i = 0; i < visitors; i++) {
      take(SampleEvents.view("e" + i, "visitor-" + i, MUG, NOON));
    }
    harness.getOutput().clear();
    TinyGeneration.write(registry, "g1", 1);
    decide("g1", Release.State.RELEASED, 1);
    stepUntil(() -> !harness.getOutput().isEmpty());

    // The sweep has begun. Somebody it has not come to comes back, and somebody new comes.
    Map<String, String> generations = generations();
    assertThat(generations).hasSizeLessThan(visitors / 10);
    String waiting =
        IntStream.range(0, visitors)
            .mapToObj(i -> "visitor-" + i)
            .filter(visitor -> !generations.containsKey(visitor))
            .findFirst()
            .orElseThrow();
    int before = harness.getOutput().size();
    take(SampleEvents.view("fresh", waiting, BAG, NOON + 1));
    take(SampleEvents.view("new", "somebody new", BAG, NOON + 1));
    assertThat(harness.getOutput()).as("answered at once").hasSize(before + 2);
    assertThat(last(waiting).generation()).isEqualTo("g1");
    assertThat(last(waiting).profile().events()).isEqualTo(2);

    stepUntil(() -> harness.getOutput().size() > visitors / 2);
    assertThat(operator().isSettled()).isFalse();
    generations.putAll(generations());
    int moved = generations.size();
    start(harness.snapshot(1, 1), backend);
    settle();
    assertThat(harness.getOutput()).as("moved once").hasSize(visitors + 1 - moved);
    generations.putAll(generations());
    assertThat(generations).hasSize(visitors + 1);
    assertThat(generations.values()).containsOnly("g1");

    // Nothing is left to do, and a restore knows it without looking at everybody.
    start(harness.snapshot(2, 2), backend);
    assertThat(operator().isSettled()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void losesNothingOfThoseWhomItHoldsWhenOthersTakeTheirPlaceOrItIsRestored(String backend)
      throws Exception {
    start(null, backend);
    var twin = new VisitorsTwin(release("g1", 1));
    var random = new Random(7);
    int events = 20 * VisitorState.HELD;
    for (int i = 0; i < events; i++) {
      if (i == events / 2) {
        start(harness.snapshot(1, 1), backend);
      } else if (i % (events / 5) == 0) {
        harness.snapshot(i, i); // It goes on with what it has.
      }
      // One does a third of it; the others are three times as many as are held.
      String visitor = random.nextInt(3) == 0 ? "hot" : "v" + random.nextInt(3 * VisitorState.HELD);
      String item = SampleItems.ids().get(random.nextInt(SampleItems.ids().size()));
      Event event = SampleEvents.view("e" + i, visitor, item, NOON + i);
      take(event);
      twin.take(event);
    }
    start(harness.snapshot(events, events), backend);
    for (String visitor : List.copyOf(twin.profiles().keySet())) {
      Event event = SampleEvents.view("last-" + visitor, visitor, MUG, NOON + events);
      take(event);
      twin.take(event);
    }
    assertThat(written())
        .hasSameSizeAs(twin.profiles())
        .allSatisfy(
            (visitor, vector) -> {
              assertThat(vector.profile()).isEqualTo(twin.profiles().get(visitor));
              assertThat(vector.vector()).as(visitor).isEqualTo(twin.vector(visitor));
            });
  }

  @Test
  void forgetsAVisitorAfterTheLifetimeAndSaysSo() throws Exception {
    take(SampleEvents.view("e1", "ann", MUG, NOON));
    harness.setProcessingTime(NOON + Duration.ofDays(399).toMillis());
    take(SampleEvents.view("e2", "ann", MUG, NOON));
    harness.snapshot(1, 1); // Until then it holds her.
    harness.setProcessingTime(NOON + Duration.ofDays(500).toMillis());
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    harness.setProcessingTime(NOON + Duration.ofDays(810).toMillis());
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
    assertThat(harness.extractOutputValues().getLast())
        .satisfies(
            keyed -> {
              assertThat(keyed.key()).asString().isEqualTo("ann");
              assertThat(keyed.value()).isNull();
            });
  }

  private void take(Event event) throws Exception {
    harness.processElement1(Either.Left(SampleEvents.clean(event, offset++)), 0);
  }

  private <T> void say(Topic<T> topic, String key, @Nullable T value) throws Exception {
    byte[] bytes = value == null ? null : topic.codec().encode(value);
    harness.processElement2(new TopicRecord(topic.name(), key, bytes), 0);
  }

  private void decide(String generation, Release.State state, long at) throws Exception {
    say(Topics.MODELS, generation, new Release(generation, state, at));
  }

  /** Writes and releases a generation, and waits until it is in use by everybody. */
  private Generation release(String id, long seed) throws Exception {
    Generation generation = TinyGeneration.write(registry, id, seed);
    decide(id, Release.State.RELEASED, seed);
    settle();
    return generation;
  }

  private UserVectorsOperator operator() {
    return (UserVectorsOperator) harness.getOperator();
  }

  private void settle() {
    stepUntil(() -> operator().isSettled());
  }

  /** Lets processing time pass; a generation is opened on a thread of its own, in real time. */
  private void stepUntil(BooleanSupplier done) {
    Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofNanos(1))
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              harness.setProcessingTime(harness.getProcessingTime() + 5);
              return done.getAsBoolean();
            });
  }

  /** The last value written of each visitor. */
  private Map<String, UserVector> written() {
    Map<String, UserVector> written = new HashMap<>();
    for (Keyed<UserVector> keyed : harness.extractOutputValues()) {
      UserVector vector = Objects.requireNonNull(keyed.value());
      written.put(vector.visitor(), vector);
    }
    return written;
  }

  private Map<String, String> generations() {
    Map<String, String> generations = new HashMap<>();
    written().forEach((visitor, vector) -> generations.put(visitor, vector.generation()));
    return generations;
  }

  private UserVector last(String visitor) {
    return Objects.requireNonNull(written().get(visitor), visitor);
  }
}
