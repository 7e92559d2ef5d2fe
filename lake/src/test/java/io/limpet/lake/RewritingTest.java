package io.limpet.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.label.Labels;
import io.limpet.core.served.Served;
import io.limpet.lake.parquet.ParquetWriter;
import io.limpet.lake.row.ExampleParquet;
import io.limpet.lake.row.ExampleRow;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewritingTest {
  private static final long AT = 1_772_323_200_000L;
  private static final Forgotten ANN =
      new Forgotten(Set.of("ann-4711", "anonymous:phone-4711"), AT);

  @TempDir Path directory;

  @Test
  void forgetsVisitorsAndLeavesOthersAlone() throws IOException {
    LakeRow bob = LakeFiles.row("bob", "bob", null, AT - 5);
    LakeRow bobOnAnnsPhone = LakeFiles.row("bob", "bob", "phone-4711", AT - 4);
    Path both =
        Files.createDirectories(directory.resolve("day=2026-03-01")).resolve("part-a.parquet");
    Path others = both.resolveSibling("part-b.parquet");
    LakeFiles.write(
        both,
        List.of(
            LakeFiles.row("ann-4711", "ann-4711", null, AT - 6),
            bob,
            LakeFiles.row("anonymous:phone-4711", null, "phone-4711", AT - 5),
            LakeFiles.row("anonymous:phone-4711", "ann-4711", "phone-4711", AT - 4),
            bobOnAnnsPhone));
    LakeFiles.write(others, List.of(LakeFiles.row("cleo", "cleo", null, AT - 3)));
    Object untouched = Files.readAttributes(others, "unix:ino");

    Rewritten done = new Lake(directory).rewrite(ANN::of);

    assertThat(done).isEqualTo(new Rewritten(1, 3, 1));
    assertThat(read())
        .containsExactly(
            bob, bobOnAnnsPhone.withoutDevice(), LakeFiles.row("cleo", "cleo", null, AT - 3));
    assertThat(Files.readAttributes(others, "unix:ino")).isEqualTo(untouched);
    assertThat(new Lake(directory).rewrite(ANN::of)).isEqualTo(Rewritten.NOTHING);
  }

  @Test
  void whatIsDoneLaterStays() throws IOException {
    LakeRow anew = LakeFiles.row("ann-4711", "ann-4711", null, AT + 1);
    Path file =
        Files.createDirectories(directory.resolve("day=2026-03-01")).resolve("part-a.parquet");
    LakeFiles.write(file, List.of(LakeFiles.row("ann-4711", "ann-4711", null, AT), anew));

    new Lake(directory).rewrite(ANN::of);

    assertThat(read()).containsExactly(anew);
  }

  @Test
  void aFileOfWhichNothingStaysHasNoRows() throws IOException {
    Path file =
        Files.createDirectories(directory.resolve("day=2026-03-01")).resolve("part-a.parquet");
    LakeFiles.write(file, List.of(LakeFiles.row("ann-4711", "ann-4711", null, AT)));

    new Lake(directory).rewrite(ANN::of);

    assertThat(read()).isEmpty();
    assertThat(new Lake(directory).rows()).isZero();
    assertThat(new Lake(directory).files()).containsExactly(file);
  }

  @Test
  void whoReadsMeanwhileSeesAFileAsItWas() throws IOException {
    Path file =
        Files.createDirectories(directory.resolve("day=2026-03-01")).resolve("part-a.parquet");
    List<LakeRow> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      rows.add(LakeFiles.row(i % 2 == 0 ? "ann-4711" : "bob", null, "x" + i, AT - i));
    }
    LakeFiles.write(file, rows);
    List<LakeRow> seen = new ArrayList<>();

    new Lake(directory)
        .forEach(
            row -> {
              if (seen.isEmpty()) {
                new Lake(directory).rewrite(ANN::of);
              }
              seen.add(row);
            });

    assertThat(seen).isEqualTo(rows);
    assertThat(read()).hasSize(10_000).allMatch(row -> row.visitor().equals("bob"));
  }

  @Test
  void keepsAnyHalfOfManyRowsAsItWas() throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    Path folder = Files.createDirectories(directory.resolve("day=2026-03-01"));
    List<LakeRow> stay = new ArrayList<>();
    for (int file = 0; file < 5; file++) {
      List<LakeRow> rows = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        LakeRow row =
            LakeFiles.row(random.nextInt(4) == 0 ? "ann-4711" : "u" + i, null, "d" + i, AT - i);
        rows.add(row);
        if (!row.visitor().equals("ann-4711")) {
          stay.add(row);
        }
      }
      LakeFiles.write(folder.resolve("part-" + file + ".parquet"), rows);
    }

    new Lake(directory).rewrite(ANN::of);

    assertThat(read()).as("seed %d", seed).isEqualTo(stay);
  }

  @Test
  void forgetsExamples() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("day=2026-03-01"));
    try (OutputStream out = Files.newOutputStream(folder.resolve("part-a.parquet"))) {
      ParquetWriter<ExampleRow> writer = ExampleParquet.writer(out);
      for (String visitor : List.of("ann-4711", "bob", "")) {
        var item = new Served.ServedItem("i1", "user-vector", 0.5, 1, new float[0]);
        var served = new Served("r-" + visitor, visitor, "home", "g1", AT, "", 0, 0, List.of(item));
        writer.write(ExampleRow.of(served, 0, Labels.NONE, 1));
      }
      writer.finish();
    }

    assertThat(new ExampleLake(directory).rewrite(ANN::of)).isEqualTo(new Rewritten(1, 1, 0));

    List<String> left = new ArrayList<>();
    new ExampleLake(directory).forEachVersion(row -> left.add(row.visitor()));
    assertThat(left).containsExactly("bob", "");
  }

  @Test
  void deletesWhatAKilledWriterLeftBehindAndNothingYounger() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("day=2026-03-01"));
    Path stale = Files.writeString(folder.resolve(".part-a.parquet.inprogress.1"), "of ann-4711");
    Path young = Files.writeString(folder.resolve(".part-b.parquet.inprogress.2"), "of bob");
    Files.setLastModifiedTime(stale, FileTime.fromMillis(AT - 1));
    Files.setLastModifiedTime(young, FileTime.fromMillis(AT));

    assertThat(new Lake(directory).deleteUnfinished(Instant.ofEpochMilli(AT))).isOne();

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(young);
    }
  }

  private List<LakeRow> read() {
    return LakeFiles.read(directory);
  }
}
