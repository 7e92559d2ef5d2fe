package io.limpet.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes large files of the many small ones that checkpoints end, day by day. The new file appears
 * in one step, whole and after its {@linkplain Merged journal}; then the others get their other
 * names, under which they stay for who has listed them, and later they are deleted. Killed
 * anywhere, the lake holds every row once, and the next merging goes on.
 *
 * <p>One merges at a time, and nobody rewrites meanwhile.
 */
final class Merging<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Merging.class);

  private final DayFiles files;
  private final RowFiles<T> format;
  private final Limits limits;

  /**
   * What is merged.
   *
   * @param small bytes of a file below which it is merged with others
   * @param whole bytes of those others together at which they are enough for a file
   * @param least files that are merged when there are not so many bytes
   * @param age of a file before it is merged
   * @param grace for who has listed files, until they are deleted
   */
  record Limits(long small, long whole, int least, Duration age, Duration grace) {
    static final Limits DEFAULT =
        new Limits(32 << 20, 128 << 20, 16, Duration.ofMinutes(10), Duration.ofHours(2));
  }

  Merging(DayFiles files, RowFiles<T> format, Limits limits) {
    this.files = files;
    this.format = format;
    this.limits = limits;
  }

  /**
   * Merges what is to be merged by now, and deletes what was replaced long enough ago.
   *
   * @return how many files others have taken the place of
   */
  int merge(Instant now) {
    int replaced = 0;
    for (Path day : files.days()) {
      try {
        tidy(day, now);
        for (List<Path> batch : batches(day, now)) {
          merge(day, batch);
          replaced += batch.size();
        }
      } catch (IOException | UncheckedIOException e) {
        // Such a day can be read as before, and the others are merged.
        LOG.warn("{} was not merged: {}", day, e.getMessage());
      }
    }
    return replaced;
  }

  /**
   * Goes on where a merging was cut short, and deletes what nobody can know the name of any more.
   */
  private void tidy(Path day, Instant now) throws IOException {
    for (Path file : DayFiles.all(day)) {
      if (Merged.isDraft(file)) {
        Files.delete(file);
      } else if (Merged.isJournal(file)) {
        tidyBehind(file, now);
      }
    }
  }

  private void tidyBehind(Path journal, Instant now) throws IOException {
    Path merged = Merged.ofJournal(journal);
    List<Path> replaced = Merged.readJournal(journal);
    // Else it was killed before that was there, and they are what is read.
    if (Files.exists(merged) || Files.exists(Merged.replaced(merged))) {
      hide(replaced);
    }
    if (Files.getLastModifiedTime(journal).toInstant().isBefore(now.minus(limits.grace()))) {
      for (Path file : replaced) {
        Files.deleteIfExists(Merged.replaced(file));
      }
      Files.delete(journal);
    }
  }

  private static void hide(List<Path> replaced) throws IOException {
    for (Path file : replaced) {
      if (Files.exists(file)) {
        Files.move(file, Merged.replaced(file), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private List<List<Path>> batches(Path day, Instant now) throws IOException {
    List<List<Path>> batches = new ArrayList<>();
    List<Path> batch = new ArrayList<>();
    long bytes = 0;
    for (Path file : files.filesOf(day)) {
      long size = Files.size(file);
      Instant written = Files.getLastModifiedTime(file).toInstant();
      if (size >= limits.small() || written.isAfter(now.minus(limits.age()))) {
        continue;
      }
      batch.add(file);
      bytes += size;
      if (bytes >= limits.whole()) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
    }
    if (batch.size() >= limits.least()) {
      batches.add(batch);
    }
    return batches;
  }

  private void merge(Path day, List<Path> batch) throws IOException {
    Path merged = Merged.newFile(day);
    Path draft = Merged.draft(merged);
    try {
      format.write(draft, out -> DayFiles.forEach(batch, format.mapper(), out));
    } catch (IOException | UncheckedIOException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
    Merged.writeJournal(Merged.journal(merged), batch);
    Files.move(draft, merged, StandardCopyOption.ATOMIC_MOVE);
    hide(batch);
  }
}
