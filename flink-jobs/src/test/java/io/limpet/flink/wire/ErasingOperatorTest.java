package io.limpet.flink.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.SampleEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@link DropReplays} as the function, which has a state and a timer by visitor. */
class ErasingOperatorTest {
  private static final long NOON = SampleEvents.NOON;

  @TempDir Path working;

  private KeyedTwoInputStreamOperatorTestHarness<String, CleanEvent, TopicRecord, CleanEvent>
      harness;

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void forgetsStateAndTimerOfTheErasedAlone() throws Exception {
    start(null, false);
    take("ann", 1);
    harness.setProcessingTime(NOON + Duration.ofDays(401).toMillis()); // The timer is set anew.
    take("ann", 2);
    take("bob", 3);

    say(Erasure.request("r1", "ann", NOON, null).ordered());

    assertThat(harness.numKeyedStateEntries()).isOne();
    assertThat(harness.numProcessingTimeTimers()).isOne();
    take("bob", 3);
    take("ann", 2);
    assertThat(harness.extractOutputValues())
        .extracting(CleanEvent::originOffset)
        .containsExactly(1L, 2L, 3L, 2L);
  }

  @Test
  void forgetsNobodyBeforeItIsOrdered() throws Exception {
    start(null, false);
    take("ann", 1);

    say(Erasure.request("r1", "ann", NOON, null));
    say(Erasure.request("r1", "ann", NOON, null).fenced(List.of("ann"), List.of()));

    assertThat(harness.numKeyedStateEntries()).isOne();
  }

  @Test
  void forgetsNobodyAgainWhoCameBackWhileItGoesOn() throws Exception {
    start(null, false);
    take("ann", 1);
    Erasure order = Erasure.request("r1", "ann", NOON, null).ordered();
    say(order);
    assertThat(harness.numKeyedStateEntries()).isZero();
    take("ann", 2);

    say(order.with(new Erasure.Step(Erasure.STATE_OF_JOBS, 1, NOON, "")));

    assertThat(harness.numKeyedStateEntries()).isOne();
  }

  @Test
  void knowsErasuresAfterARestart() throws Exception {
    start(null, false);
    Erasure asked = Erasure.request("r1", "ann", NOON, null);
    say(asked);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    start(state, false);
    take("ann", 1);

    say(asked.ordered());

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  /** The twin of all claims of {@link Scrub}: the bytes themselves. */
  @ParameterizedTest
  @ValueSource(ints = {2, 200})
  void noFileOfRocksDbHoldsTheErasedAfterTheNextCheckpoint(int others) throws Exception {
    start(null, true);
    for (int round = 1; round <= 3; round++) {
      // First and last of all, since the list of files names those.
      take("0-anneliese", round);
      take("zz-bartholomew", round);
      for (int i = 0; i < others; i++) {
        take("stays-" + i, round);
      }
      harness.snapshot(round, round);
    }
    assertThat(files(working, "anneliese")).isNotEmpty();
    assertThat(files(working, "bartholomew")).isNotEmpty();

    Erasure first = Erasure.request("r1", "0-anneliese", NOON, null).ordered();
    say(first);
    Erasure second = Erasure.request("r2", "zz-bartholomew", NOON, null).ordered();
    say(second);
    say(second.done());
    say(first.done());
    OperatorSubtaskState last = harness.snapshot(4, 4);

    assertThat(files(database(), "anneliese")).isEmpty();
    assertThat(files(database(), "bartholomew")).isEmpty();
    assertThat(files(database(), "stays-")).isNotEmpty();
    harness.close();
    start(last, true);
    take("stays-1", 3);
    take("0-anneliese", 3);
    assertThat(harness.extractOutputValues())
        .extracting(clean -> clean.event().visitor())
        .containsExactly("0-anneliese");
  }

  /** Where the database works; what is in a checkpoint are its files. */
  private Path database() throws IOException {
    try (Stream<Path> all = Files.list(working)) {
      return all.filter(path -> path.getFileName().toString().startsWith("job_")).findFirst().get();
    }
  }

  private static List<Path> files(Path folder, String text) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(@Nullable OperatorSubtaskState from, boolean onDisk) throws Exception {
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new ErasingOperator<>(new DropReplays(Duration.ofDays(400))),
            clean -> clean.event().visitor(),
            null,
            Types.STRING);
    if (onDisk) {
      var backend = new EmbeddedRocksDBStateBackend(true);
      backend.setDbStoragePath(working.toString());
      backend.setRocksDBOptions(new RocksDbOptions());
      harness.setStateBackend(backend);
      harness.setCheckpointStorage(
          new FileSystemCheckpointStorage(
              Files.createDirectories(working.resolve("checkpoints")).toUri()));
    }
    if (from != null) {
      harness.initializeState(from);
    }
    harness.open();
    harness.setProcessingTime(NOON);
  }

  private void take(String visitor, long offset) throws Exception {
    var event = SampleEvents.view("e" + offset, visitor, "mug", NOON);
    harness.processElement1(SampleEvents.clean(event, offset), 0);
  }

  private void say(Erasure erasure) throws Exception {
    byte[] bytes = Topics.ERASURES.codec().encode(erasure);
    harness.processElement2(new TopicRecord(Topics.ERASURES.name(), erasure.receipt(), bytes), 0);
  }
}
