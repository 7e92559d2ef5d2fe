package io.limpet.standalone.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.broker.TopicCreator;
import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.EventType;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.RejectedEvent;
import io.limpet.core.event.Rejection;
import io.limpet.core.experiment.UnitOf;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.RunningBroker;
import io.limpet.lake.Lake;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The steps of an erasure with a broker and a lake, and without jobs that would have to be waited
 * for.
 */
@Execution(ExecutionMode.CONCURRENT)
class EraserIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  private static final String USER = "quixotry";
  private static final String DEVICE = "zephyrphone";

  /**
   * How many steps each process notes before it is killed: when it knows whom to forget; when the
   * lake is rewritten, and nobody was told; when that was told; when topics of time are cut; when
   * the others are compacted.
   */
  private static final List<Integer> LIVES = List.of(0, 2, 3, 4, 9);

  /** Not more than it takes to have only the receipt missing; each life takes seconds. */
  private static final int NEARLY = 14;

  @TempDir Path lake;

  /** Its process was killed. */
  private static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void goesOnWhereverItWasKilledAndEndsOnce() throws IOException {
    long asked = System.currentTimeMillis();
    live(asked);
    BROKER.send(Topics.ERASURES, "r1", Erasure.request("r1", USER, asked, null));
    leaveHasteBehind();

    LIVES.forEach(this::liveFor);
    // Until only the receipt is missing: when that is depends on how many topics there are.
    for (int steps = NEARLY; erasures().getLast().state() == Erasure.State.ORDERED; steps++) {
      liveFor(steps);
    }
    assertThat(erasures().getLast().state()).isEqualTo(Erasure.State.FORGOTTEN);
    liveFor(Integer.MAX_VALUE);

    assertThat(erasures())
        .extracting(Erasure::state)
        .containsOnlyOnce(Erasure.State.DONE)
        .endsWith(Erasure.State.DONE);
    Erasure receipt = erasures().getLast();
    assertThat(receipt.visitors()).isEmpty();
    assertThat(receipt.steps()).extracting(Erasure.Step::store).doesNotHaveDuplicates();
    assertThat(receipt.removed("identities")).isOne();
    assertThat(receipt.steps())
        .filteredOn(step -> step.store().equals("lake"))
        .extracting(Erasure.Step::note)
        .singleElement()
        .asString()
        .contains("cut short");
    List<String> visitors = new ArrayList<>();
    new Lake(lake).forEach(row -> visitors.add(row.visitor()));
    assertThat(visitors).containsExactly("bob");
    Map<String, List<String>> left = records();
    assertThat(left.toString()).doesNotContain(USER, DEVICE);
    assertThat(left.get(Topics.EVENTS_REJECTED.name()))
        .hasSize(1)
        .first()
        .asString()
        .contains("bob");
    assertThat(left.get(Topics.UNITS.name())).hasSize(1).first().asString().contains("bob");
    try (var log = new Log(BROKER.bootstrapServers())) {
      for (Topic<?> topic : Topics.all()) {
        assertThat(log.settings(topic))
            .as(topic.name())
            .containsAllEntriesOf(TopicCreator.settings(topic.retention()));
      }
    }
  }

  /**
   * Goes on with what is not done, and is killed.
   *
   * @param steps how many it notes before
   */
  private void liveFor(int steps) {
    var left = new int[] {steps};
    var pauses = new Pauses();
    try (var log = new Log(BROKER.bootstrapServers())) {
      var reading = new Reading(log, List.of(), jobs -> {}, pauses);
      var eraser =
          new Eraser(
              log,
              reading,
              pauses,
              lake,
              () -> {
                if (--left[0] < 0) {
                  throw new KilledException();
                }
                return System.currentTimeMillis();
              });
      EraserThread.unfinished(log).forEach(found -> eraser.finish(found.erasure(), found.offset()));
    } catch (KilledException e) {
      assertThat(left[0]).isNegative();
    }
  }

  private void live(long before) throws IOException {
    String device = "anonymous:" + DEVICE;
    write(
        List.of(
            SampleLake.row(device, null, DEVICE, EventType.VIEW_ITEM, before - 9),
            SampleLake.row(device, USER, DEVICE, EventType.IDENTIFY, before - 8),
            SampleLake.row(USER, USER, null, EventType.PURCHASE, before - 7),
            SampleLake.row("bob", "bob", null, EventType.PURCHASE, before - 6)));
    for (String visitor : List.of(USER, device, "bob")) {
      BROKER.send(Topics.EVENTS, visitor, visitor.getBytes(StandardCharsets.UTF_8));
    }
    reject(USER, before, 1);
    reject("bob", before, 2);
    BROKER.send(Topics.UNITS, USER, new UnitOf(USER));
    // Who first came on the device of another has arms of the own from now on.
    BROKER.send(Topics.UNITS, "bob", new UnitOf(device));
  }

  private static void reject(String user, long millis, long offset) {
    byte[] raw =
        "{\"event\":\"nonsense\",\"user_id\":\"%s\"}"
            .formatted(user)
            .getBytes(StandardCharsets.UTF_8);
    BROKER.send(
        Topics.EVENTS_REJECTED,
        user,
        new RejectedEvent(
            new Rejection(RejectReason.MALFORMED_JSON, "event", "is unknown"),
            raw,
            millis,
            0,
            offset));
  }

  /** What a kill in the middle leaves of the settings of topics. */
  private static void leaveHasteBehind() {
    try (var log = new Log(BROKER.bootstrapServers())) {
      log.set(Topics.UNITS, Topical.EAGER);
      log.set(Topics.EVENTS, Map.of("segment.ms", Topical.SOON));
    }
  }

  private static List<Erasure> erasures() {
    List<Erasure> all = new ArrayList<>();
    try (var log = new Log(BROKER.bootstrapServers())) {
      log.read(
          log.ends(Topics.ERASURES),
          record -> {
            if (record.value() != null) {
              all.add(Topics.ERASURES.codec().decode(record.value()));
            }
          });
    }
    return all;
  }

  /** Keys and values of all that topics hold, but for records that say nothing. */
  private static Map<String, List<String>> records() {
    Map<String, List<String>> found = new HashMap<>();
    try (var log = new Log(BROKER.bootstrapServers())) {
      for (Topic<?> topic : Topics.all()) {
        log.read(
            log.ends(topic),
            record -> {
              if (record.headers().lastHeader(Erasure.FILLER) == null) {
                found
                    .computeIfAbsent(topic.name(), name -> new ArrayList<>())
                    .add(text(record.key()) + " " + text(record.value()));
              }
            });
      }
    }
    return found;
  }

  private static String text(byte @Nullable [] bytes) {
    return new String(Objects.requireNonNullElse(bytes, new byte[0]), StandardCharsets.ISO_8859_1);
  }

  private void write(List<LakeRow> rows) throws IOException {
    SampleLake.write(lake.resolve("day=2026-03-01").resolve("part-a.parquet"), rows);
  }
}
