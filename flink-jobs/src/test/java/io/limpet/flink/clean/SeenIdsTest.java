package io.limpet.flink.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.hash.Hash128;
import io.limpet.core.hygiene.Behaviour;
import io.limpet.core.hygiene.Hygiene;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.wire.Keyed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** What {@link CleanVisitor} remembers of event ids: how much, how long, and from whom. */
class SeenIdsTest {
  private static final long NOON = SampleEvents.NOON;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int IDS = 100;

  private long offset;

  private static KeyedOneInputStreamOperatorTestHarness<String, ReadEvent, Keyed<CleanEvent>>
      harness(KeyedProcessFunction<String, ReadEvent, Keyed<CleanEvent>> function)
          throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(function), read -> read.event().event().visitor(), Types.STRING);
  }

  private static CleanVisitor cleaning() {
    return new CleanVisitor(Duration.ofHours(24), IDS, Duration.ofMinutes(30), Hygiene.STANDARD);
  }

  @Test
  void remembersTheNewestIdsOfABusyVisitorAndCannotGrow() throws Exception {
    try (var harness = harness(cleaning())) {
      harness.open();
      for (int i = 0; i < 20 * IDS; i++) {
        harness.setProcessingTime(NOON + i);
        take(harness, view("e" + i));
        // Beside the ids all that is kept of the visitor, as one.
        assertThat(harness.numKeyedStateEntries()).isLessThanOrEqualTo(IDS + 1);
      }
      int before = passed(harness).size();
      for (int i = 20 * IDS - IDS / CleanVisitor.FORGOTTEN; i < 20 * IDS; i++) {
        take(harness, view("e" + i));
      }
      assertThat(passed(harness)).as("the newest half is known for sure").hasSize(before);
      take(harness, view("e0"));
      assertThat(passed(harness)).as("the oldest is not").hasSize(before + 1);
    }
  }

  @Test
  void forgetsByAgeLikeAPlainQueueDoes() throws Exception {
    // The slow twin: ids in the order they came; a part goes when there are too many.
    var random = new Random(5);
    try (var harness = harness(cleaning())) {
      harness.open();
      var queue = new ArrayDeque<String>();
      Set<String> known = new HashSet<>();
      int expected = 0;
      for (int i = 0; i < 3_000; i++) {
        harness.setProcessingTime(NOON + i);
        String id = "e" + random.nextInt(400);
        take(harness, view(id));
        if (known.add(id)) {
          expected++;
          if (known.size() > IDS) {
            for (int gone = 0; gone < IDS / CleanVisitor.FORGOTTEN; gone++) {
              known.remove(queue.remove());
            }
          }
          queue.add(id);
        }
      }
      assertThat(passed(harness)).hasSize(expected);
    }
  }

  @Test
  void costsFewBytesAnIdAndLittleAVisitor() throws IOException {
    int entry =
        bytes(Hash128Serializer.INSTANCE, Hash128.of("e")) + bytes(LongSerializer.INSTANCE, 5L);
    assertThat(entry).as("beside the visitor's key").isEqualTo(24);

    Conduct conduct = Conduct.NONE;
    int most = 0;
    for (int i = 0; i < 3_000; i++) {
      Event event = SampleEvents.view("e" + i, "ann", "item-" + i, NOON + i * 5_000L);
      conduct =
          new Conduct(
              new Session("s1-" + i, NOON, NOON + i, NOON + 1),
              Hygiene.STANDARD.judge(conduct.behaviour(), event).after(),
              i,
              conduct.prints().with(Hash128.of("e" + i)),
              i % 2 == 0);
      int bytes = bytes(new ConductSerializer(), conduct);
      if (i < 100) {
        assertThat(bytes).as("of almost everybody").isLessThanOrEqualTo(280);
      }
      most = Math.max(most, bytes);
      assertThat(there(new ConductSerializer(), conduct)).isEqualTo(conduct);
    }
    assertThat(most).isLessThanOrEqualTo(411);
  }

  @Test
  void asksForAnIdOfTheSamePrintAsAnother() throws Exception {
    Map<Boolean, List<String>> others =
        IntStream.range(0, 300_000)
            .mapToObj(i -> "other" + i)
            .collect(Collectors.partitioningBy(id -> samePrint(id, "e1")));
    String alike = Objects.requireNonNull(others.get(true)).getFirst();
    String unlike = Objects.requireNonNull(others.get(false)).getFirst();
    try (var harness = harness(cleaning())) {
      harness.open();
      for (String id : List.of("e1", alike, unlike, "e1", alike, unlike)) {
        take(harness, view(id));
      }
      assertThat(passed(harness)).containsExactly("e1", alike, unlike);
    }
  }

  private static boolean samePrint(String id, String other) {
    return Prints.NONE.with(Hash128.of(other)).mayHold(Hash128.of(id));
  }

  @Test
  void hasPrintsAgainOnceFewIdsAreLeft() throws Exception {
    try (var harness = harness(cleaning())) {
      harness.open();
      harness.setProcessingTime(NOON);
      for (int i = 0; i < Prints.MOST + 1; i++) {
        take(harness, view("early" + i));
      }
      harness.setProcessingTime(NOON + 12 * HOUR);
      take(harness, view("late"));
      harness.setProcessingTime(NOON + 26 * HOUR);
      int before = passed(harness).size();
      take(harness, view("late"));
      assertThat(passed(harness)).as("the late one is still known").hasSize(before);
      take(harness, view("early0"));
      take(harness, view("early0"));
      assertThat(passed(harness)).as("an early one is new, once").hasSize(before + 1);
    }
  }

  @Test
  void asksForEachIdThatWasRememberedBeforeThereWerePrints() throws IOException {
    var session = new Session("s1", NOON, NOON, NOON + 1);
    Prints two = Prints.of(List.of(Hash128.of("e1"), Hash128.of("e2")));
    assertThat(withoutPrints(new Conduct(session, Behaviour.NONE, 2, two, false)))
        .isEqualTo(new Conduct(session, Behaviour.NONE, 2, Prints.ANY, false));
    var none = new Conduct(session, Behaviour.NONE, 0, Prints.NONE, true);
    assertThat(withoutPrints(none)).isEqualTo(none);
  }

  /** As it is read from the bytes that the release before prints would have written. */
  private static Conduct withoutPrints(Conduct conduct) throws IOException {
    byte[] with = written(new ConductSerializer(), conduct);
    int ids = bytes(new ConductSerializer(), Conduct.NONE);
    int prints = 1 + 2 * Objects.requireNonNull(conduct.prints().toArray()).length;
    // Behind the prints come as many bytes as in a conduct without a session and prints.
    int end = with.length - (ids - 1 - 1 - Integer.BYTES - 1);
    byte[] without = new byte[with.length - prints];
    System.arraycopy(with, 0, without, 0, end - prints);
    System.arraycopy(with, end, without, end - prints, with.length - end);
    without[0] = 1;
    return new ConductSerializer().deserialize(new DataInputDeserializer(without));
  }

  @Test
  void goesOnFromTheIdsOfTheFirstReleaseAndForgetsThem() throws Exception {
    OperatorSubtaskState old;
    try (var first = harness(new FirstRelease())) {
      first.open();
      first.setProcessingTime(NOON);
      take(first, view("e1"));
      take(first, view("e2"));
      old = first.snapshot(1, NOON);
    }
    try (var harness = harness(cleaning())) {
      harness.initializeState(old);
      harness.open();
      harness.setProcessingTime(NOON + HOUR);
      take(harness, view("e1"));
      take(harness, view("e3"));
      take(harness, view("e3"));
      assertThat(passed(harness)).containsExactly("e3");
      assertThat(harness.extractOutputValues())
          .extracting(keyed -> Objects.requireNonNull(keyed.value()).sessionId())
          .as("the session goes on, too")
          .containsExactly("first");
      for (int hours = 2; hours <= 60; hours++) {
        harness.setProcessingTime(NOON + hours * HOUR);
      }
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numProcessingTimeTimers()).isZero();
    }
  }

  /** What the first release kept: whole ids with their time, and a session with the timer. */
  private static final class FirstRelease
      extends KeyedProcessFunction<String, ReadEvent, Keyed<CleanEvent>> {
    private static final long serialVersionUID = 1;
    private transient MapState<String, Long> seen;
    private transient ValueState<Session> session;

    @SuppressWarnings("NullAway.Init") // Flink calls open first
    FirstRelease() {}

    @Override
    public void open(OpenContext context) {
      seen =
          getRuntimeContext()
              .getMapState(new MapStateDescriptor<>("seen-event-ids", Types.STRING, Types.LONG));
      session =
          getRuntimeContext()
              .getState(new ValueStateDescriptor<>("session", Types.POJO(Session.class)));
    }

    @Override
    public void processElement(ReadEvent read, Context context, Collector<Keyed<CleanEvent>> out)
        throws Exception {
      seen.put(read.event().event().eventId(), context.timerService().currentProcessingTime());
      if (session.value() == null) {
        long due = NOON + 25 * HOUR;
        session.update(new Session("first", NOON, NOON, due));
        context.timerService().registerProcessingTimeTimer(due);
      }
    }
  }

  private static Event view(String id) {
    return SampleEvents.view(id, "ann", "mug", NOON);
  }

  private void take(
      KeyedOneInputStreamOperatorTestHarness<String, ReadEvent, Keyed<CleanEvent>> harness,
      Event event)
      throws Exception {
    var clean = new CleanEvent(event, ReadEvents.NO_SESSION, NOON, 0, offset++);
    harness.processElement(new ReadEvent(clean, "ann".getBytes(UTF_8), false, false), 0);
  }

  private static List<String> passed(
      KeyedOneInputStreamOperatorTestHarness<String, ReadEvent, Keyed<CleanEvent>> harness) {
    return harness.extractOutputValues().stream()
        .map(keyed -> Objects.requireNonNull(keyed.value()).event().eventId())
        .toList();
  }

  private static <T> int bytes(TypeSerializer<T> serializer, T value) throws IOException {
    return written(serializer, value).length;
  }

  private static <T> byte[] written(TypeSerializer<T> serializer, T value) throws IOException {
    var out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }

  private static <T> T there(TypeSerializer<T> serializer, T value) throws IOException {
    return serializer.deserialize(new DataInputDeserializer(written(serializer, value)));
  }
}
