package io.limpet.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeEventsTest {
  private static final long NOON = 1_772_366_400_000L;

  @TempDir Path directory;

  @Test
  void putsEventsTogetherAgain() throws IOException {
    Random random = new Random(5);
    List<CleanEvent> events = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      events.add(event(random, i));
    }
    write("day=2026-03-01/part-a.parquet", events.subList(0, 1_500));
    write("day=2026-03-02/part-a.parquet", events.subList(1_500, 2_000));
    assertThat(read()).isEqualTo(events);
  }

  @Test
  void keepsTwoEventsOfOneIdApart() throws IOException {
    // Two days later an id may come again, with nothing in between.
    CleanEvent first = view("e1", NOON, 0, 7);
    CleanEvent second = view("e1", NOON, 0, 8);
    write("day=2026-03-01/part-a.parquet", List.of(first, second));
    assertThat(read()).containsExactly(first, second);
  }

  @Test
  void readsRowsWithoutAnOrigin() throws IOException {
    CleanEvent old = view("e1", NOON, LakeRow.UNKNOWN, LakeRow.UNKNOWN);
    write("day=2026-03-01/part-a.parquet", List.of(old));
    assertThat(read()).containsExactly(old);
  }

  @Test
  void keepsThePropertiesThatJobsReadAndOfWordsThatThereWereSome() throws IOException {
    Map<String, String> said =
        Map.of(
            "survey", "csat", "comment", "quick", "channel", "email", "arm", "b", "colour", "red");
    write(
        "day=2026-03-01/part-a.parquet",
        List.of(survey("e1", said), survey("e2", Map.of("asked", "true", "comment", " "))));
    assertThat(read())
        .extracting(clean -> clean.event().properties())
        .containsExactly(
            Map.of("survey", "csat", "comment", "given", "channel", "email", "arm", "b"),
            // A survey of the shop's own is told from one whose file does not say the kind.
            Map.of("survey", "", "asked", "true"));
  }

  private static CleanEvent survey(String id, Map<String, String> properties) {
    var event =
        new Event(
            id,
            EventType.SURVEY,
            "ann",
            null,
            "s",
            NOON,
            List.of(),
            4.0,
            null,
            null,
            null,
            properties);
    return new CleanEvent(event, "s", NOON, 0, 1);
  }

  private static CleanEvent view(String id, long millis, int partition, long offset) {
    var event =
        new Event(
            id,
            EventType.VIEW_ITEM,
            "ann",
            null,
            "s",
            millis,
            List.of(LineItem.of("mug")),
            null,
            null,
            null,
            null,
            Map.of());
    return new CleanEvent(event, "s", millis, partition, offset);
  }

  private static CleanEvent event(Random random, int i) {
    boolean signIn = random.nextInt(10) == 0;
    boolean known = signIn || random.nextBoolean();
    List<LineItem> lines = new ArrayList<>();
    for (int line = random.nextInt(4); !signIn && line > 0; line--) {
      lines.add(
          new LineItem(
              "item-" + random.nextInt(9),
              1 + random.nextInt(3),
              random.nextBoolean() ? null : random.nextDouble(),
              random.nextBoolean() ? null : line));
    }
    String session = "s" + random.nextInt(9);
    var event =
        new Event(
            "e" + i,
            signIn ? EventType.IDENTIFY : EventType.PURCHASE,
            known ? "u" + random.nextInt(9) : null,
            signIn || !known ? "a" + random.nextInt(9) : null,
            session,
            NOON + i,
            lines,
            random.nextBoolean() ? null : random.nextDouble(),
            random.nextBoolean() ? null : "GBP",
            random.nextBoolean() ? null : "q",
            random.nextBoolean() ? null : "r" + i,
            random.nextBoolean() ? Map.of() : Map.of(Event.SYNTHETIC, "true"));
    return new CleanEvent(event, session, NOON + i + 5, random.nextInt(2), i);
  }

  private void write(String name, List<CleanEvent> events) throws IOException {
    LakeFiles.write(
        directory.resolve(name),
        events.stream().flatMap(event -> LakeRow.of(event).stream()).toList());
  }

  private List<CleanEvent> read() {
    List<CleanEvent> events = new ArrayList<>();
    new Lake(directory).forEachEvent(events::add);
    return events;
  }
}
