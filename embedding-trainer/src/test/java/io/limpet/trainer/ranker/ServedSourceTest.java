package io.limpet.trainer.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.ranking.Feature;
import io.limpet.core.ranking.Task;
import io.limpet.lake.ExampleLake;
import io.limpet.lake.parquet.ParquetWriter;
import io.limpet.lake.row.ExampleParquet;
import io.limpet.lake.row.ExampleRow;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedSourceTest {
  private static final long NOON = 1_772_366_400_000L;
  private static final long HOUR = 3_600_000;

  @TempDir Path folder;
  private final List<ExampleRow> rows = new ArrayList<>();
  private final Interactions users = users();

  private static Interactions users() {
    InteractionsBuilder builder = new InteractionsBuilder();
    builder.add("visitor-7", "mug", EventType.VIEW_ITEM, NOON);
    builder.add("visitor-3", "mug", EventType.VIEW_ITEM, NOON);
    return builder.build();
  }

  /** Enough answers of two items each, the first of them clicked in every fifth. */
  @BeforeEach
  void fill() {
    for (int i = 0; i < ServedSource.FEWEST; i++) {
      Long clicked = i % 5 == 0 ? (Long) 1_000L : null;
      rows.add(row("r" + i, "a", i, 0, true, clicked, null, false, 1));
      rows.add(row("r" + i, "b", i, 1, true, null, null, false, 1));
    }
  }

  private static ExampleRow row(
      String id,
      String item,
      int minute,
      int position,
      boolean seen,
      @Nullable Long clicked,
      @Nullable Long bought,
      boolean synthetic,
      int version) {
    float[] features = new float[Feature.COUNT];
    features[0] = position;
    return new ExampleRow(
        id,
        item,
        version,
        "visitor-" + minute % 10,
        "home",
        "s",
        "g",
        NOON + minute,
        position,
        "new",
        1,
        1,
        seen,
        null,
        clicked,
        null,
        bought,
        null,
        synthetic,
        features);
  }

  private List<ServedAnswer> read(long before) throws IOException {
    Path file = folder.resolve("day=2026-03-01/part-a.parquet");
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      ParquetWriter<ExampleRow> writer = ExampleParquet.writer(out);
      for (ExampleRow row : rows) {
        writer.write(row);
      }
      writer.finish();
    }
    return new ServedSource(new ExampleLake(folder), false).read(users, before, Progress.SILENT);
  }

  @Test
  void readsWhatWasSeenWithItsLabelsInTheOrderOfTime() throws IOException {
    rows.add(row("last", "a", 5_000, 0, true, 9L, 20L, false, 1));
    rows.add(row("last", "b", 5_000, 1, true, 9L, null, false, 2));
    rows.add(row("last", "b", 5_000, 1, true, null, null, false, 1));
    rows.add(row("last", "not seen", 5_000, 2, false, null, null, false, 1));
    List<ServedAnswer> answers = read(NOON + 24 * HOUR);
    assertThat(answers).hasSize(ServedSource.FEWEST + 1);
    ServedAnswer last = answers.getLast();
    assertThat(last.positions()).containsExactly(0, 1);
    int view = Question.bit(Task.VIEW);
    assertThat(last.labels(0))
        .isEqualTo(view | Question.bit(Task.CART) | Question.bit(Task.PURCHASE));
    assertThat(last.labels(1)).isEqualTo(view);
    assertThat(last.features(1)[0]).isEqualTo(1);
    assertThat(last.known() & Question.bit(Task.COMES_BACK)).isZero();
  }

  @Test
  void knowsVisitorsByTheNumbersTheyHaveElsewhere() throws IOException {
    List<ServedAnswer> answers = read(NOON + 24 * HOUR);
    assertThat(answers.get(7).user()).isEqualTo(users.userIds().indexOf("visitor-7"));
    assertThat(answers.get(4).user()).isGreaterThanOrEqualTo(users.users());
    assertThat(answers.get(4).user()).isEqualTo(answers.get(14).user());
  }

  @Test
  void nothingOfTheTimeThatIsAskedForIsKnown() throws IOException {
    rows.add(row("late", "a", 5_000, 0, true, 10L, HOUR, false, 1));
    rows.add(row("too late", "a", 6_000, 0, true, 10L, null, false, 1));
    ServedAnswer last = read(NOON + 5_020).getLast();
    assertThat(last.labels(0)).isEqualTo(Question.bit(Task.VIEW));
    assertThat(read(NOON + 5_005).getLast().labels(0)).isZero();
  }

  @Test
  void whatProgramsDidIsLeftOut() throws IOException {
    rows.replaceAll(
        row ->
            row.recommendationId().equals("r0") && row.position() == 1
                ? row("r0", "b", 0, 1, true, null, null, true, 1)
                : row);
    rows.add(row("more", "a", 5_000, 0, true, null, null, false, 1));
    List<ServedAnswer> answers = read(NOON + 24 * HOUR);
    assertThat(answers).hasSize(ServedSource.FEWEST);
    assertThat(answers.getFirst().labels(0)).isZero();
  }

  @Test
  void fewAnswersTeachNothing() throws IOException {
    rows.removeLast();
    rows.removeLast();
    assertThat(read(NOON + 24 * HOUR)).isEmpty();
    rows.clear();
    assertThat(read(NOON + 24 * HOUR)).isEmpty();
  }
}
