package io.limpet.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LakeTest {
  private static final long DAY = 86_400_000L;
  private static final long FIRST_OF_MARCH = 1_772_323_200_000L;

  @TempDir Path directory;

  @Test
  void readsBackWhatWasWritten() throws IOException {
    List<LakeRow> rows = randomRows(new Random(7), 2_500);
    write("day=2026-03-01/part-a.parquet", rows);

    assertThat(read()).isEqualTo(rows);
    assertThat(new Lake(directory).rows()).isEqualTo(2_500);
  }

  @Test
  void readsFilesByDayAndName() throws IOException {
    LakeRow one = row("one");
    LakeRow two = row("two");
    LakeRow three = row("three");
    write("day=2026-03-02/part-a.parquet", List.of(three));
    write("day=2026-03-01/part-b.parquet", List.of(two));
    write("day=2026-03-01/part-a.parquet", List.of(one));

    assertThat(read()).containsExactly(one, two, three);
  }

  @Test
  void passesOverFilesThatAreStillBeingWritten() throws IOException {
    write("day=2026-03-01/part-a.parquet", List.of(row("done")));
    write("day=2026-03-01/.part-b.parquet.inprogress.1", List.of(row("not yet")));
    write("day=2026-03-01/.part-c.parquet", List.of(row("not yet")));
    write("_drafts/part-d.parquet", List.of(row("elsewhere")));

    assertThat(read()).extracting(LakeRow::eventId).containsExactly("done");
  }

  @Test
  void isEmptyWithoutItsFolder() {
    Lake lake = new Lake(directory.resolve("nowhere"));

    assertThat(lake.files()).isEmpty();
    assertThat(lake.rows()).isZero();
  }

  @Test
  void namesTheFileThatIsCutOff() throws IOException {
    Path file = write("day=2026-03-01/part-a.parquet", List.of(row("one")));
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 3, 12, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThatThrownBy(this::read)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("part-a.parquet cannot be read");
    }
  }

  @Test
  @Timeout(120)
  void readsOrNamesAFileWithDamagedBytesButNeverThrowsAnythingElse() throws IOException {
    Random random = new Random(3);
    Path file = write("day=2026-03-01/part-a.parquet", randomRows(random, 300));
    byte[] whole = Files.readAllBytes(file);
    long used = usedAfterCollection();
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      Throwable thrown = catchThrowable(this::read);
      if (thrown != null) {
        refused++;
        assertThat(thrown)
            .isInstanceOf(UncheckedIOException.class)
            .hasMessageContaining("part-a.parquet cannot be read");
      }
    }
    assertThat(refused).as("gzip notices damage in pages").isGreaterThan(200);
    assertThat(usedAfterCollection() - used)
        .as("what is left of the reads that failed")
        .isLessThan(100L << 20);
  }

  private static long usedAfterCollection() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void aFileWithoutRowsHasNoneAndIsNotTakenForDamaged() throws IOException {
    write("day=2026-03-01/part-a.parquet", List.of());

    assertThat(read()).isEmpty();
  }

  @Test
  void passesOnWhatTheConsumerThrows() throws IOException {
    write("day=2026-03-01/part-a.parquet", List.of(row("one")));

    assertThatThrownBy(
            () ->
                new Lake(directory)
                    .forEach(
                        row -> {
                          throw new IllegalStateException("enough");
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
  }

  @Test
  void bucketsByDayInUtc() {
    assertThat(Lake.bucket(FIRST_OF_MARCH - 1)).isEqualTo("day=2026-02-28");
    assertThat(Lake.bucket(FIRST_OF_MARCH)).isEqualTo("day=2026-03-01");
  }

  @Test
  void anEventBecomesARowForEachOfItsItems() {
    Event event =
        new Event(
            "e1",
            EventType.PURCHASE,
            null,
            "device",
            null,
            FIRST_OF_MARCH,
            List.of(new LineItem("a", 2, 1.5, 0), new LineItem("b", 1, null, null)),
            3.0,
            "GBP",
            null,
            "r1",
            Map.of(Event.SYNTHETIC, "true"));

    List<LakeRow> rows = LakeRow.of(new CleanEvent(event, "s1", FIRST_OF_MARCH + 5, 0, 17));

    assertThat(rows).extracting(LakeRow::itemId).containsExactly("a", "b");
    assertThat(rows).extracting(LakeRow::quantity).containsExactly(2, 1);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.visitor()).isEqualTo("anonymous:device");
              assertThat(row.sessionId()).isEqualTo("s1");
              assertThat(row.value()).isEqualTo(3.0);
              assertThat(row.receivedMillis()).isEqualTo(FIRST_OF_MARCH + 5);
              assertThat(row.synthetic()).isTrue();
            });
  }

  @Test
  void anEventWithoutItemsBecomesOneRow() {
    Event search =
        new Event(
            "e1",
            EventType.SEARCH,
            "u",
            null,
            null,
            5,
            List.of(),
            null,
            null,
            "mug",
            null,
            Map.of());

    assertThat(LakeRow.of(new CleanEvent(search, "s1", 6, 0, 1)))
        .singleElement()
        .satisfies(row -> assertThat(row.itemId()).isNull())
        .satisfies(row -> assertThat(row.query()).isEqualTo("mug"));
  }

  private Path write(String name, List<LakeRow> rows) throws IOException {
    return LakeFiles.write(directory.resolve(name), rows);
  }

  private List<LakeRow> read() {
    return LakeFiles.read(directory);
  }

  private static LakeRow row(String eventId) {
    return new LakeRow(
        eventId,
        "u",
        "u",
        null,
        "s",
        EventType.VIEW_ITEM,
        "a",
        1,
        null,
        null,
        null,
        null,
        null,
        null,
        FIRST_OF_MARCH,
        FIRST_OF_MARCH,
        false,
        1,
        7,
        Map.of());
  }

  private static List<LakeRow> randomRows(Random random, int count) {
    List<LakeRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean known = random.nextBoolean();
      String id = "ünï-" + random.nextInt(500);
      rows.add(
          new LakeRow(
              "e" + i,
              known ? id : "anonymous:" + id,
              known ? id : null,
              known ? null : id,
              "s" + random.nextInt(100),
              EventType.ofCode(random.nextInt(EventType.values().length)),
              random.nextInt(4) == 0 ? null : "item " + random.nextInt(300),
              1 + random.nextInt(1000),
              random.nextBoolean() ? null : random.nextDouble() * 100,
              random.nextBoolean() ? null : random.nextDouble() * 1e6,
              random.nextBoolean() ? null : "GBP",
              random.nextBoolean() ? null : "x".repeat(random.nextInt(200)),
              random.nextBoolean() ? null : "r" + i,
              random.nextBoolean() ? null : random.nextInt(1000),
              FIRST_OF_MARCH + random.nextLong(DAY),
              FIRST_OF_MARCH + random.nextLong(DAY),
              random.nextBoolean(),
              random.nextInt(4),
              random.nextLong(1L << 40),
              random.nextBoolean() ? Map.of() : Map.of("channel", "c" + random.nextInt(9))));
    }
    return rows;
  }
}
