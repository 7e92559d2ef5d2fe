package io.limpet.flink.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.core.identity.HandOver;
import io.limpet.core.identity.SignIns;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.release.Release;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.UserVector;
import io.limpet.fixtures.SampleEvents;
import io.limpet.fixtures.SampleItems;
import io.limpet.fixtures.TinyGeneration;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.Either;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sign-ins, with the topic of hand-overs as a list that is read back when a test says so. */
class HandOversTest {
  private static final long NOON = SampleEvents.NOON;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final Duration LIFETIME = Duration.ofDays(400);
  private static final String DEVICE = "anonymous:phone";
  private static final String MUG = SampleItems.id("Mugs", 1);
  private static final String BAG = SampleItems.id("Bags", 1);

  @TempDir Path folder;
  private Harness harness;
  private Generation generation;
  private long offset;

  /** What was written to limpet.identities, and how much of it was read back. */
  private final List<HandOver> written = new ArrayList<>();

  private int read;
  private final Map<String, @Nullable UserVector> vectors = new HashMap<>();

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
    generation = TinyGeneration.write(new Registry(folder), "g1", 1);
    start(null);
    byte[] release = Topics.MODELS.codec().encode(new Release("g1", Release.State.RELEASED, 1));
    harness.processElement2(new TopicRecord(Topics.MODELS.name(), "g1", release), 0);
    UserVectorsOperator operator = (UserVectorsOperator) harness.getOperator();
    Awaitility.await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              harness.setProcessingTime(harness.getProcessingTime() + 5);
              return operator.isSettled();
            });
  }

  private void start(@Nullable OperatorSubtaskState checkpoint) throws Exception {
    harness = new Harness(folder);
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
  void aForgottenUserLeavesNothingAndTakesNothingOfOthersAlong() throws Exception {
    take(SampleEvents.view("u1", "ann", BAG, NOON - HOUR));
    take(anonymous("a1", EventType.VIEW_ITEM, NOON, MUG));
    take(SampleEvents.identify("s1", "phone", "ann", NOON + 1));
    take(SampleEvents.identify("s2", "phone", "bob", NOON + 2));
    take(SampleEvents.view("u2", "bob", BAG, NOON + 3));
    readBack();
    harness.snapshot(1, 1); // Until then it holds them.
    int states = harness.numKeyedStateEntries();
    int timers = harness.numProcessingTimeTimers();
    Erasure erasure =
        Erasure.request("r1", "ann", NOON + 4, null)
            .fenced(List.of("ann", DEVICE), List.of(new Erasure.Link("bob", DEVICE)));

    say(erasure);
    assertThat(harness.numKeyedStateEntries()).isEqualTo(states);
    say(erasure.ordered());

    assertThat(vectors.get("ann")).isNull();
    assertThat(vectors.get(DEVICE)).isNull();
    assertThat(harness.numProcessingTimeTimers()).isEqualTo(timers - 2);
    // Of bob the vector is left, and not that the phone was his, too.
    assertThat(harness.numKeyedStateEntries()).isOne();
    assertThat(Objects.requireNonNull(vectors.get("bob")).profile().recent())
        .extracting(RecentItem::itemId)
        .containsExactly(BAG);
  }

  private void say(Erasure erasure) throws Exception {
    byte[] bytes = Topics.ERASURES.codec().encode(erasure);
    harness.processElement2(new TopicRecord(Topics.ERASURES.name(), erasure.receipt(), bytes), 0);
    collect();
  }

  @Test
  void whatWasDoneBeforeTheSignInIsTheUsers() throws Exception {
    take(SampleEvents.view("u1", "ann", BAG, NOON - HOUR));
    take(anonymous("a1", EventType.VIEW_ITEM, NOON, MUG));
    take(anonymous("a2", EventType.PURCHASE, NOON + 1, MUG));
    assertThat(vector(DEVICE).hasVector()).isTrue();
    take(signIn("s1", "ann", NOON + 2));
    assertThat(vectors.get(DEVICE)).as("a tombstone").isNull();
    readBack();

    UserVector ann = vector("ann");
    assertThat(ann.profile().bought()).containsExactly(MUG);
    assertThat(ann.profile().events()).as("with the sign-in itself").isEqualTo(4);
    assertThat(ann.profile().firstMillis()).isEqualTo(NOON - HOUR);
    assertThat(ann.profile().lastMillis()).isEqualTo(NOON + 2);
    assertThat(ann.version()).isEqualTo(NOON + 2 + 5);
    assertThat(ann.eventId()).isEqualTo("s1");
    assertThat(ann.profile().affinities()).containsOnlyKeys("Mugs", "Bags");
    assertThat(ann.vector())
        .as("folded as if ann had done it all")
        .containsExactly(vectorOf(ann.profile()));
  }

  @Test
  void whoSignsInNextOnTheSameDeviceGetsOnlyWhatWasDoneSince() throws Exception {
    take(anonymous("a1", EventType.PURCHASE, NOON, MUG));
    take(signIn("s1", "ann", NOON + 1));
    take(anonymous("a2", EventType.VIEW_ITEM, NOON + HOUR, BAG));
    assertThat(vector(DEVICE).profile().events()).as("begun anew").isEqualTo(1);
    take(signIn("s2", "bob", NOON + 2 * HOUR));
    readBack();

    assertThat(vector("ann").profile().recent()).extracting(r -> r.itemId()).containsExactly(MUG);
    assertThat(vector("bob").profile().recent()).extracting(r -> r.itemId()).containsExactly(BAG);
    assertThat(vector("bob").profile().bought()).isEmpty();
  }

  @Test
  void whatComesLateFromBeforeASignInFollowsToWhoSignedInThen() throws Exception {
    take(anonymous("a1", EventType.VIEW_ITEM, NOON, MUG));
    take(signIn("s1", "ann", NOON + HOUR));
    take(signIn("s2", "bob", NOON + 3 * HOUR));
    take(anonymous("late1", EventType.PURCHASE, NOON + HOUR - 1, BAG));
    take(anonymous("late2", EventType.VIEW_ITEM, NOON + 2 * HOUR, MUG));
    take(anonymous("own", EventType.VIEW_ITEM, NOON + 4 * HOUR, BAG));
    readBack();

    assertThat(vector("ann").profile().bought()).containsExactly(BAG);
    assertThat(vector("ann").profile().events()).isEqualTo(3);
    assertThat(vector("ann").vector()).containsExactly(vectorOf(vector("ann").profile()));
    assertThat(vector("bob").profile().recent()).extracting(r -> r.itemId()).containsExactly(MUG);
    assertThat(vector(DEVICE).profile().events()).isEqualTo(1);
  }

  @Test
  void aSignInThatComesLateTakesNothingOfWhatWasDoneAfterIt() throws Exception {
    take(anonymous("a1", EventType.VIEW_ITEM, NOON, MUG));
    take(anonymous("a2", EventType.VIEW_ITEM, NOON + 2 * HOUR, BAG));
    take(signIn("s1", "ann", NOON + HOUR));
    readBack();
    assertThat(vector("ann").profile().recent()).extracting(r -> r.itemId()).containsExactly(MUG);
    assertThat(vector(DEVICE).profile().recent()).extracting(r -> r.itemId()).containsExactly(BAG);
    assertThat(vector(DEVICE).vector()).containsExactly(vectorOf(vector(DEVICE).profile()));

    take(signIn("s3", "bob", NOON + 4 * HOUR));
    take(anonymous("a3", EventType.VIEW_ITEM, NOON + 4 * HOUR + 1, MUG));
    take(signIn("s2", "cat", NOON + 3 * HOUR));
    readBack();
    assertThat(vector("cat").profile().recent()).as("bob has it already").isEmpty();
    assertThat(vector(DEVICE).profile().events()).isEqualTo(1);
  }

  @Test
  void sendingASignInTwiceChangesNothing() throws Exception {
    take(anonymous("a1", EventType.VIEW_ITEM, NOON, MUG));
    CleanEvent first = SampleEvents.clean(signIn("s1", "ann", NOON + 1), offset);
    take(signIn("s1", "ann", NOON + 1));
    take(anonymous("a2", EventType.VIEW_ITEM, NOON + 2, BAG));
    harness.processElement1(Either.Left(first), 0);
    collect();
    readBack();
    assertThat(vector("ann").profile().recent()).hasSize(1);
    assertThat(vector(DEVICE).profile().recent()).hasSize(1);

    UserVector ann = vector("ann");
    read = 0;
    readBack();
    assertThat(vector("ann")).as("what is read back twice is taken once").isSameAs(ann);
  }

  @Test
  void aUserTakesOverManyDevicesAndForgetsTheOldest() throws Exception {
    int devices = Devices.DEVICES + 4;
    for (int i = 0; i < devices; i++) {
      harness.setProcessingTime(NOON + i);
      take(SampleEvents.anonymous("a" + i, EventType.VIEW_ITEM, "d" + i, NOON + 10L * i, MUG));
      take(SampleEvents.identify("s" + i, "d" + i, "ann", NOON + 10L * i + 1));
      readBack();
    }
    assertThat(vector("ann").profile().events()).isEqualTo(2L * devices);
    read = written.size() - Devices.DEVICES;
    readBack();
    assertThat(vector("ann").profile().events()).isEqualTo(2L * devices);
  }

  @Test
  void nobodyGetsWhatMayBeAnybodys() throws Exception {
    for (int i = 0; i < SignIns.KEPT + 1; i++) {
      take(signIn("s" + i, "user-" + i, NOON + i * HOUR));
    }
    readBack();
    take(anonymous("late", EventType.VIEW_ITEM, NOON - HOUR, MUG));
    readBack();
    assertThat(vectors.values())
        .filteredOn(Objects::nonNull)
        .allSatisfy(vector -> assertThat(vector.profile().recent()).isEmpty());
    assertThat(vectors.get(DEVICE)).isNull();
  }

  @Test
  void theStateOfASignInGoesWithItsVisitors() throws Exception {
    take(anonymous("a1", EventType.VIEW_ITEM, NOON, MUG));
    take(signIn("s1", "ann", NOON + 1));
    readBack();
    assertThat(harness.numKeyedStateEntries()).isPositive();
    harness.setProcessingTime(NOON + LIFETIME.toMillis() * 2);
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
    collect();
    assertThat(vectors).containsKey("ann");
    assertThat(vectors.get("ann")).isNull();
  }

  static LongStream seeds() {
    return LongStream.of(1, 2, 3, 6856846527045074090L, new Random().nextLong());
  }

  /** Users and devices at random, crashes between; held against the definition. */
  @ParameterizedTest
  @MethodSource("seeds")
  void everythingIsItsUsersOnceThroughRestarts(long seed) throws Exception {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      // A minute apart, so that no tolerance of clocks plays a part, and not in this order.
      long millis = NOON + i * 3 * MINUTE;
      String device = "d" + random.nextInt(3);
      String user = "user-" + random.nextInt(3);
      String item = SampleItems.ids().get(random.nextInt(20));
      EventType type = random.nextInt(4) == 0 ? EventType.PURCHASE : EventType.VIEW_ITEM;
      events.add(
          switch (random.nextInt(8)) {
            case 0 -> SampleEvents.identify("e" + i, device, user, millis);
            case 1, 2 -> SampleEvents.of("e" + i, type, user, millis, item);
            default -> SampleEvents.anonymous("e" + i, type, device, millis, item);
          });
    }
    List<CleanEvent> arriving = new ArrayList<>();
    for (Event event : disordered(events, random)) {
      arriving.add(SampleEvents.clean(event, arriving.size()));
    }

    OperatorSubtaskState checkpoint = harness.snapshot(0, 0);
    int from = -1;
    int readThen = 0;
    for (int i = 0; i < arriving.size(); i++) {
      harness.processElement1(Either.Left(arriving.get(i)), 0);
      collect();
      if (random.nextInt(3) == 0) {
        readBack();
      }
      if (random.nextInt(20) == 0) {
        checkpoint = harness.snapshot(i, i);
        from = i;
        readThen = read;
      } else if (random.nextInt(25) == 0) {
        // A crash: what was written stays written, and both topics are read on from the checkpoint.
        harness.close();
        start(checkpoint);
        i = from;
        read = readThen;
      }
    }
    readBack();

    Map<String, UserProfile> slow = slow(events);
    slow.forEach(
        (visitor, profile) -> {
          UserVector vector = vectors.get(visitor);
          UserProfile found = vector == null ? UserProfile.empty() : vector.profile();
          assertThat(found.recent()).as("seed %d, %s", seed, visitor).isEqualTo(profile.recent());
          assertThat(found.bought()).as("seed %d, %s", seed, visitor).isEqualTo(profile.bought());
          assertThat(found.events()).as("seed %d, %s", seed, visitor).isEqualTo(profile.events());
          if (vector != null) {
            assertThat(vector.vector()).containsExactly(vectorOf(profile));
          }
        });
    assertThat(vectors.keySet()).isEqualTo(slow.keySet());
  }

  /** Late by a few places, but for sign-ins, which keep their order among themselves. */
  private static List<Event> disordered(List<Event> events, Random random) {
    Map<Event, Double> places = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      boolean late = events.get(i).type() != EventType.IDENTIFY && random.nextInt(5) == 0;
      places.put(events.get(i), i + (late ? random.nextDouble() * 30 : 0));
    }
    return events.stream().sorted(Comparator.comparing(places::get)).toList();
  }

  /** Who did what, as it is defined: every event of a device is of who signed in next there. */
  private static Map<String, UserProfile> slow(List<Event> events) {
    Map<String, UserProfile> profiles = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      String owner = event.visitor();
      if (event.type() == EventType.IDENTIFY) {
        profiles.putIfAbsent(owner, UserProfile.empty());
      }
      for (int j = i; j < events.size() && Event.isAnonymous(event.visitor()); j++) {
        Event later = events.get(j);
        if (later.type() == EventType.IDENTIFY && later.visitor().equals(event.visitor())) {
          owner = Objects.requireNonNull(later.userId());
          profiles.putIfAbsent(event.visitor(), UserProfile.empty());
          break;
        }
      }
      UserProfile known = profiles.getOrDefault(owner, UserProfile.empty());
      profiles.put(owner, known.with(event, item -> null));
    }
    return profiles;
  }

  private float[] vectorOf(UserProfile profile) {
    return generation.encoder().vector(generation.encode(profile.recent())).orElse(new float[0]);
  }

  private static Event anonymous(String id, EventType type, long millis, String item) {
    return SampleEvents.anonymous(id, type, "phone", millis, item);
  }

  private static Event signIn(String id, String user, long millis) {
    return SampleEvents.identify(id, "phone", user, millis);
  }

  private void take(Event event) throws Exception {
    harness.processElement1(Either.Left(SampleEvents.clean(event, offset++)), 0);
    collect();
  }

  /** Reads back what was handed over since the last time. */
  private void readBack() throws Exception {
    while (read < written.size()) {
      harness.processElement1(Either.Right(written.get(read++)), 0);
    }
    collect();
  }

  /** Notes what was written to both topics. */
  private void collect() {
    var handedOver = harness.getSideOutput(UserVectorsOperator.HANDED_OVER);
    if (handedOver != null) {
      for (StreamRecord<Keyed<HandOver>> record : handedOver) {
        HandOver handOver = Objects.requireNonNull(record.getValue().value());
        assertThat(record.getValue().key()).asString().isEqualTo(handOver.user());
        written.add(handOver);
      }
      handedOver.clear();
    }
    for (Keyed<UserVector> keyed : harness.extractOutputValues()) {
      byte[] key = Objects.requireNonNull(keyed.key());
      vectors.put(new String(key, StandardCharsets.UTF_8), keyed.value());
    }
    harness.getOutput().clear();
  }

  private UserVector vector(String visitor) {
    return Objects.requireNonNull(vectors.get(visitor), visitor);
  }
}
