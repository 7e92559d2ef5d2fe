package io.limpet.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.label.Labels;
import io.limpet.core.ranking.Feature;
import io.limpet.core.served.Served;
import io.limpet.core.served.Served.ServedItem;
import io.limpet.lake.parquet.ParquetWriter;
import io.limpet.lake.row.ExampleParquet;
import io.limpet.lake.row.ExampleRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleLakeTest {
  private static final long FIRST_OF_MARCH = 1_772_323_200_000L;

  @TempDir Path directory;

  @Test
  void readsBackWhatWasWritten() throws IOException {
    Random random = new Random(9);
    List<ExampleRow> rows = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      rows.add(row("r" + i / 10, "i" + i % 10, 1, labels(random), random.nextInt(3) > 0));
    }
    write("day=2026-03-01/part-a.parquet", rows);

    assertThat(read()).usingRecursiveFieldByFieldElementComparator().isEqualTo(rows);
    assertThat(lake().rows()).isEqualTo(1_500);
  }

  @Test
  void ofAnAmendedExampleTheHighestVersionHolds() throws IOException {
    Labels bought = Labels.NONE.with(io.limpet.core.event.EventType.PURCHASE, 9, null, 2.5, false);
    write("day=2026-03-01/part-a.parquet", List.of(row("r", "mug", 2, bought, true)));
    write(
        "day=2026-03-01/part-b.parquet",
        List.of(row("r", "mug", 1, Labels.NONE, true), row("r", "lamp", 1, Labels.NONE, true)));
    write("day=2026-03-02/part-a.parquet", List.of(row("s", "mug", 1, Labels.NONE, true)));

    assertThat(read())
        .extracting(row -> row.recommendationId() + row.itemId() + row.version())
        .containsExactly("rmug2", "rlamp1", "smug1");
    List<ExampleRow> some = new ArrayList<>();
    lake().forEach("s"::equals, some::add);
    assertThat(some).extracting(ExampleRow::recommendationId).containsExactly("s");
    assertThat(lake().rows()).isEqualTo(4);
  }

  @Test
  void featuresInAnotherOrderAreNotRead() {
    var item = new ServedItem("mug", "new", 1, 1, new float[Feature.COUNT]);
    var served =
        new Served("r", "ann", "home", "g", 1, "s", 0, Feature.FINGERPRINT + 1, List.of(item));
    assertThat(ExampleRow.of(served, 0, Labels.NONE, 1).features()).isEmpty();
  }

  @Test
  void liesBesideTheEventsOfALake() throws IOException {
    Path lake = directory.resolve("lake");
    assertThat(ExampleLake.folder("s3://shop/lake/")).isEqualTo("s3://shop/lake/examples");
    assertThat(ExampleLake.folder(lake.toString())).isEqualTo(lake.resolve("examples").toString());
    write(
        "lake/examples/day=2026-03-01/part-a.parquet",
        List.of(row("r", "a", 1, Labels.NONE, true)));
    assertThat(new Lake(lake).files()).isEmpty();
    assertThat(new ExampleLake(lake.resolve("examples")).rows()).isEqualTo(1);
    assertThat(new ExampleLake(lake.resolve("nowhere")).rows()).isZero();
  }

  private static Labels labels(Random random) {
    return new Labels(
        random.nextBoolean(),
        random.nextBoolean() ? null : random.nextInt(20),
        random.nextInt(3) - 1,
        random.nextInt(3) - 1,
        random.nextLong(1L << 40),
        random.nextBoolean() ? null : random.nextDouble(),
        random.nextBoolean());
  }

  private static ExampleRow row(
      String id, String item, int version, Labels labels, boolean hasFeatures) {
    float[] features = new float[hasFeatures ? Feature.COUNT : 0];
    for (int i = 0; i < features.length; i++) {
      features[i] = i - 0.25f;
    }
    var shown = new ServedItem(item, "new", 0.5, 0.25, features);
    var served =
        new Served(
            id, "ann", "home", "g", FIRST_OF_MARCH, "s", 3, Feature.FINGERPRINT, List.of(shown));
    return ExampleRow.of(served, 0, labels, version);
  }

  private void write(String name, List<ExampleRow> rows) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      ParquetWriter<ExampleRow> writer = ExampleParquet.writer(out);
      for (ExampleRow row : rows) {
        writer.write(row);
      }
      writer.finish();
    }
  }

  private ExampleLake lake() {
    return new ExampleLake(directory);
  }

  private List<ExampleRow> read() {
    List<ExampleRow> rows = new ArrayList<>();
    lake().forEach(id -> true, rows::add);
    return rows;
  }
}
