package io.limpet.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.lake.Merging.Limits;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergingTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Limits LIMITS =
      new Limits(10_000, 50_000, 3, Duration.ofMinutes(10), Duration.ofHours(2));

  @TempDir Path directory;
  private Path day;

  @BeforeEach
  void begin() {
    day = directory.resolve("day=2026-03-01");
  }

  private int merge(Instant now) {
    return new Lake(directory).merge(now, LIMITS);
  }

  private List<LakeRow> read() {
    return LakeFiles.read(directory);
  }

  /** Writes a file with two rows, an hour old. */
  private Path write(String name) throws IOException {
    return write(name, NOW.minus(Duration.ofHours(1)), List.of(row(name, 1), row(name, 2)));
  }

  private Path write(String name, Instant at, List<LakeRow> rows) throws IOException {
    Path file = LakeFiles.write(day.resolve(name), rows);
    Files.setLastModifiedTime(file, FileTime.from(at));
    return file;
  }

  /** What is in the folder of the day, but for what a name of chance is in. */
  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(day)) {
      return all.map(file -> file.getFileName().toString().replaceAll("merged-[0-9a-f-]+", "M"))
          .sorted()
          .toList();
    }
  }

  private Path merged() {
    return new Lake(directory)
        .files().stream()
            .filter(file -> file.getFileName().toString().startsWith("merged-"))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void oneFileTakesThePlaceOfManySmallOnes() throws IOException {
    for (String name : List.of("part-a.parquet", "part-b.parquet", "part-c.parquet")) {
      write(name);
    }
    List<LakeRow> before = read();

    assertThat(merge(NOW)).isEqualTo(3);

    assertThat(read()).isEqualTo(before);
    assertThat(new Lake(directory).rows()).isEqualTo(6);
    assertThat(new Lake(directory).files()).hasSize(1);
    assertThat(merge(NOW)).isZero();
  }

  @Test
  void whatIsLargeOrYoungOrAloneStaysAsItIs() throws IOException {
    write("part-a.parquet");
    write("part-b.parquet");
    write("part-c.parquet", NOW.minus(Duration.ofMinutes(9)), List.of(row("young", 1)));
    write("part-d.parquet", NOW.minus(Duration.ofHours(1)), many(1_000));
    assertThat(Files.size(day.resolve("part-d.parquet"))).isGreaterThan(LIMITS.small());

    assertThat(merge(NOW)).isZero();
    assertThat(names())
        .containsExactly("part-a.parquet", "part-b.parquet", "part-c.parquet", "part-d.parquet");
    assertThat(merge(NOW.plus(Duration.ofMinutes(2)))).as("no longer young").isEqualTo(3);
  }

  @Test
  void makesSeveralFilesOfMany() throws IOException {
    Path one = write("part-00.parquet", NOW.minus(Duration.ofHours(1)), many(120));
    long size = Files.size(one);
    assertThat(size).isLessThan(LIMITS.small());
    for (int i = 1; i < 30; i++) {
      write("part-%02d.parquet".formatted(i), NOW.minus(Duration.ofHours(1)), many(120));
    }
    List<LakeRow> before = read();

    assertThat(merge(NOW)).isPositive();

    assertThat(read()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(new Lake(directory).files().size())
        .isBetween(2, (int) (30 * size / LIMITS.whole()) + 3);
  }

  @Test
  void whoListedTheFilesBeforeReadsThemToTheirEnd() throws IOException {
    for (int i = 0; i < 5; i++) {
      write("part-%d.parquet".formatted(i));
    }
    List<LakeRow> before = read();
    List<LakeRow> seen = new ArrayList<>();

    new Lake(directory)
        .forEach(
            row -> {
              if (seen.isEmpty()) {
                assertThat(merge(NOW)).isEqualTo(5);
              }
              seen.add(row);
            });

    assertThat(seen).isEqualTo(before);
  }

  @Test
  void whatWasReplacedIsDeletedOnceNobodyCanKnowItsName() throws IOException {
    for (String name : List.of("part-a.parquet", "part-b.parquet", "part-c.parquet")) {
      write(name);
    }
    merge(NOW);
    Files.setLastModifiedTime(Merged.journal(merged()), FileTime.from(NOW));
    merge(NOW.plus(LIMITS.grace()));
    assertThat(names())
        .containsExactly(
            ".M.parquet.replaces",
            ".part-a.parquet.replaced",
            ".part-b.parquet.replaced",
            ".part-c.parquet.replaced",
            "M.parquet");

    merge(NOW.plus(LIMITS.grace()).plusSeconds(1));

    assertThat(names()).containsExactly("M.parquet");
    assertThat(read()).hasSize(6);
  }

  @Test
  void whatWasMergedIsMergedAgainAndNothingIsLeftBehind() throws IOException {
    for (int i = 0; i < 9; i++) {
      write("part-%d.parquet".formatted(i));
      if (i % 3 == 2) {
        merge(NOW);
        Files.setLastModifiedTime(merged(), FileTime.from(NOW.minus(Duration.ofHours(1))));
      }
    }
    assertThat(new Lake(directory).files()).hasSize(1);
    assertThat(read()).hasSize(18).doesNotHaveDuplicates();

    merge(Instant.now().plus(LIMITS.grace()).plusSeconds(60));

    assertThat(names()).containsExactly("M.parquet");
    assertThat(read()).hasSize(18);
  }

  @Test
  void killedBeforeTheNewFileIsThereItBeginsAgain() throws IOException {
    for (String name : List.of("part-a.parquet", "part-b.parquet", "part-c.parquet")) {
      write(name);
    }
    List<LakeRow> before = read();
    Path merged = Merged.newFile(day);
    Files.writeString(Merged.draft(merged), "half of it");
    Merged.writeJournal(Merged.journal(merged), new Lake(directory).files());
    assertThat(read()).isEqualTo(before);

    assertThat(merge(NOW)).isEqualTo(3);

    assertThat(read()).isEqualTo(before);
    assertThat(names()).noneMatch(name -> name.endsWith(".draft"));
    merge(Instant.now().plus(LIMITS.grace()).plusSeconds(60));
    assertThat(names()).containsExactly("M.parquet");
  }

  @Test
  void killedBeforeTheOthersAreHiddenItGoesOn() throws IOException {
    for (String name : List.of("part-a.parquet", "part-b.parquet", "part-c.parquet")) {
      write(name);
    }
    List<LakeRow> before = read();
    merge(NOW);
    for (String name : List.of("part-b.parquet", "part-c.parquet")) {
      Files.move(Merged.replaced(day.resolve(name)), day.resolve(name));
    }

    assertThat(read()).as("no row is there twice").isEqualTo(before);
    assertThat(new Lake(directory).rows()).isEqualTo(6);
    assertThat(merge(NOW)).isZero();
    assertThat(names()).filteredOn(name -> name.endsWith(".replaced")).hasSize(3);
    assertThat(read()).isEqualTo(before);
  }

  @Test
  void nothingOfWhoIsForgottenStaysInWhatWasReplaced() throws IOException {
    for (String name : List.of("part-a.parquet", "part-b.parquet", "part-c.parquet")) {
      write(name, NOW.minus(Duration.ofHours(1)), List.of(row("ann-4711", 1), row(name, 2)));
    }
    merge(NOW);
    // As if it had been killed before this one was hidden.
    Files.move(Merged.replaced(day.resolve("part-b.parquet")), day.resolve("part-b.parquet"));
    var ann = new Forgotten(Set.of("ann-4711"), NOW.toEpochMilli());

    assertThat(new Lake(directory).rewrite(ann::of))
        .as("rows are counted once")
        .isEqualTo(new Rewritten(1, 3, 0));
    // And another time while it wrote.
    Files.writeString(Merged.draft(Merged.newFile(day)), "of ann-4711");
    assertThat(new Lake(directory).deleteUnfinished(NOW)).as("the draft").isOne();

    try (Stream<Path> all = Files.list(day)) {
      for (Path file : all.toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain("ann-4711");
        if (Merged.isReplaced(file)) {
          assertThat(new Lake(directory).files()).doesNotContain(file);
        }
      }
    }
    assertThat(read()).extracting(LakeRow::visitor).doesNotContain("ann-4711").hasSize(3);
  }

  @Test
  void aDayWithADamagedFileIsPassedOverAndTheOthersAreMerged() throws IOException {
    for (String name : List.of("part-a.parquet", "part-b.parquet", "part-c.parquet")) {
      write(name);
      LakeFiles.write(directory.resolve("day=2026-03-02").resolve(name), List.of(row("later", 1)));
    }
    Files.writeString(day.resolve("part-b.parquet"), "PAR1 damaged");
    Files.setLastModifiedTime(
        day.resolve("part-b.parquet"), FileTime.from(NOW.minus(Duration.ofHours(1))));

    assertThat(merge(Instant.now().plus(Duration.ofHours(1)))).isEqualTo(3);

    assertThat(names()).containsExactly("part-a.parquet", "part-b.parquet", "part-c.parquet");
  }

  @Test
  void readersSeeEveryRowOnceWhateverIsMergedMeanwhile() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    int files = 40;
    for (int i = 0; i < files; i++) {
      write("part-%03d.parquet".formatted(random.nextInt(1_000_000)));
    }
    List<LakeRow> before = read();
    var done = new AtomicBoolean();
    CompletableFuture<Integer> reads =
        CompletableFuture.supplyAsync(
            () -> {
              int count = 0;
              while (!done.get() || count == 0) {
                assertThat(read()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(before);
                count++;
              }
              return count;
            });

    // Again and again, a few at a time, until one is left.
    for (int least = 2; new Lake(directory).files().size() > 1; ) {
      var few =
          new Limits(1 << 20, 4_000 + random.nextInt(8_000), least, Duration.ZERO, LIMITS.grace());
      new Lake(directory).merge(Instant.now().plusSeconds(60), few);
    }
    done.set(true);

    assertThat(reads.get()).isPositive();
    assertThat(read()).containsExactlyInAnyOrderElementsOf(before);
  }

  private static List<LakeRow> many(int rows) {
    List<LakeRow> many = new ArrayList<>();
    var random = new Random(5);
    for (int i = 0; i < rows; i++) {
      many.add(row("v" + random.nextLong(), random.nextLong(1L << 40)));
    }
    return many;
  }

  private static LakeRow row(String visitor, long offset) {
    return LakeFiles.row(visitor, visitor, null, offset);
  }
}
