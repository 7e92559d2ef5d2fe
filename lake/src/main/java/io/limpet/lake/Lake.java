package io.limpet.lake;

import io.limpet.core.event.CleanEvent;
import io.limpet.lake.row.EventRows;
import io.limpet.lake.row.LakeParquet;
import io.limpet.lake.row.LakeRow;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The event lake: every clean event, in Parquet files by the day it happened.
 *
 * <pre>
 * lake/
 *   day=2026-01-31/
 *     part-....parquet     whole files; see {@link LakeParquet} for the columns
 *     merged-....parquet   the same, made of many small ones; see {@link Merged}
 *     .part-...            what is still being written, or was merged: hidden, and not read
 *   examples/              {@link ExampleLake}
 * </pre>
 *
 * <p>Files appear whole. One changes only when a visitor in it is {@linkplain #rewrite forgotten},
 * in one step, and goes when it is {@linkplain #merge merged}. Reading holds one batch of one file
 * in memory, whatever the size of the lake. Thread-safe.
 */
public final class Lake {
  /** How the name of a day's folder begins. */
  public static final String DAY_PREFIX = "day=";

  /** How the name of a file ends. */
  public static final String SUFFIX = ".parquet";

  private static final RowFiles<LakeRow> FORMAT =
      new RowFiles<>(LakeParquet::rowsOf, LakeParquet::writer);

  private static final Comparator<CleanEvent> BY_TIME =
      Comparator.<CleanEvent>comparingLong(clean -> clean.event().timestampMillis())
          .thenComparingInt(CleanEvent::originPartition)
          .thenComparingLong(CleanEvent::originOffset);

  private final Path directory;
  private final DayFiles files;

  /**
   * @param directory need not exist: a lake without files is empty
   */
  public Lake(Path directory) {
    this.directory = directory;
    this.files = new DayFiles(directory);
  }

  /** The name of the folder for an event of this time: its day in UTC. */
  public static String bucket(long timestampMillis) {
    return DAY_PREFIX + LocalDate.ofInstant(Instant.ofEpochMilli(timestampMillis), ZoneOffset.UTC);
  }

  /** The files to be read, by day and name. */
  public List<Path> files() {
    return files.files();
  }

  /**
   * Hands over every row, file by file in the order of {@link #files()}.
   *
   * @throws UncheckedIOException when a file cannot be read or is damaged; its message names it
   */
  public void forEach(Consumer<? super LakeRow> action) {
    DayFiles.<LakeRow>forEach(files(), LakeParquet::rowsOf, action);
  }

  /**
   * Hands over every event, put together from its rows, file by file. Of its properties the lake
   * has {@code synthetic} and those that jobs read, and of the session only one id, whoever gave
   * it.
   *
   * @throws UncheckedIOException when a file cannot be read or is damaged; its message names it
   */
  public void forEachEvent(Consumer<? super CleanEvent> action) {
    forEachEvent(files(), action);
  }

  /**
   * Hands over every event in the order of time, of equal times in that of origin. A day of events
   * is in memory at a time.
   *
   * @throws UncheckedIOException when a file cannot be read or is damaged; its message names it
   */
  public void forEachEventByTime(Consumer<? super CleanEvent> action) {
    Map<Path, List<Path>> days =
        files().stream()
            .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()));
    for (List<Path> day : days.values()) {
      List<CleanEvent> events = new ArrayList<>();
      forEachEvent(day, events::add);
      events.sort(BY_TIME);
      events.forEach(action);
    }
  }

  private static void forEachEvent(List<Path> files, Consumer<? super CleanEvent> action) {
    // No event is in two files, so one that ends is told from the next by itself.
    var events = new EventRows(action);
    DayFiles.<LakeRow>forEach(files, LakeParquet::rowsOf, events::add);
    events.finish();
  }

  /**
   * Writes those files anew in which a row is to go or to change; who reads meanwhile sees a file
   * as it was or as it is.
   */
  public Rewritten rewrite(Change<LakeRow> change) {
    var rewriting = new Rewriting<>(FORMAT);
    Rewritten counted = rewriting.rewrite(files(), change);
    // Their rows are in others, where they were counted.
    rewriting.rewrite(files.replaced(), change);
    return counted;
  }

  /**
   * Makes large files of many small ones that were written a while ago, without holding up who
   * writes or reads; for one process at a time, in which nothing is rewritten meanwhile.
   *
   * @return how many files others have taken the place of
   */
  public int merge(Instant now) {
    return merge(now, Merging.Limits.DEFAULT);
  }

  int merge(Instant now, Merging.Limits limits) {
    return new Merging<>(files, FORMAT, limits).merge(now);
  }

  /** Deletes what a writer left behind that was killed before then; answers how many files. */
  public int deleteUnfinished(Instant before) {
    return files.deleteUnfinished(before);
  }

  /** How many rows there are; reads only the ends of the files. */
  public long rows() {
    return DayFiles.rows(files());
  }
}
