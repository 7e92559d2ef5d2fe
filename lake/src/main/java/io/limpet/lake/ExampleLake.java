package io.limpet.lake;

import io.limpet.lake.row.ExampleParquet;
import io.limpet.lake.row.ExampleRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What was shown and what became of it, in Parquet files by the day it was shown.
 *
 * <pre>
 * lake/examples/
 *   day=2026-01-31/
 *     part-....parquet     see {@link ExampleParquet} for the columns
 * </pre>
 *
 * <p>A later conversion amends an example by another row with a higher version; of the rows with
 * the same recommendation and item only the highest holds. Thread-safe.
 */
public final class ExampleLake {
  private static final String FOLDER = "/examples";
  private static final RowFiles<ExampleRow> FORMAT =
      new RowFiles<>(rows -> new ExampleParquet(rows)::read, ExampleParquet::writer);

  private final DayFiles files;

  /**
   * @param directory need not exist: then there are no examples
   */
  public ExampleLake(Path directory) {
    this.files = new DayFiles(directory);
  }

  /** Where the examples beside the events of a lake are: a path, or a URI where that is one. */
  public static String folder(String lake) {
    return (lake.endsWith("/") ? lake.substring(0, lake.length() - 1) : lake) + FOLDER;
  }

  private record Key(String recommendationId, String itemId) {}

  /**
   * Hands over the examples of some answers as they hold, day by day.
   *
   * @param wanted which answers, by recommendation id; those of one day are in memory at once
   */
  public void forEach(Predicate<String> wanted, Consumer<? super ExampleRow> action) {
    for (Path day : files.days()) {
      Map<Key, ExampleRow> newest = new LinkedHashMap<>();
      DayFiles.<ExampleRow>forEach(
          files.filesOf(day),
          rows -> new ExampleParquet(rows)::read,
          row -> {
            if (wanted.test(row.recommendationId())) {
              newest.merge(
                  new Key(row.recommendationId(), row.itemId()),
                  row,
                  (a, b) -> b.version() > a.version() ? b : a);
            }
          });
      newest.values().forEach(action);
    }
  }

  /** Hands over every row, amended examples with every version. */
  public void forEachVersion(Consumer<? super ExampleRow> action) {
    DayFiles.<ExampleRow>forEach(files.files(), rows -> new ExampleParquet(rows)::read, action);
  }

  /**
   * Writes those files anew in which a row is to go or to change; who reads meanwhile sees a file
   * as it was or as it is. In a file of a release that knew other features, rows lose theirs, which
   * this one does not use.
   */
  public Rewritten rewrite(Change<ExampleRow> change) {
    var rewriting = new Rewriting<>(FORMAT);
    Rewritten counted = rewriting.rewrite(files.files(), change);
    // Their rows are in others, where they were counted.
    rewriting.rewrite(files.replaced(), change);
    return counted;
  }

  /** Makes large files of many small ones, as {@link Lake#merge} does. */
  public int merge(Instant now) {
    return new Merging<>(files, FORMAT, Merging.Limits.DEFAULT).merge(now);
  }

  /** Deletes what a writer left behind that was killed before then; answers how many files. */
  public int deleteUnfinished(Instant before) {
    return files.deleteUnfinished(before);
  }

  /** How many rows there are, amended ones with every version; reads only the ends of the files. */
  public long rows() {
    return DayFiles.rows(files.files());
  }
}
