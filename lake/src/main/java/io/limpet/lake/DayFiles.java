package io.limpet.lake;

import dev.hardwood.Hardwood;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import io.limpet.lake.parquet.PositionedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Parquet files in folders by day, {@code day=2026-01-31/part-....parquet}. What begins with a dot
 * is still being written, or was {@linkplain Merged merged} into another file, and is not read.
 * Files appear whole. Thread-safe.
 */
final class DayFiles {
  private final Path directory;

  /**
   * @param directory need not exist
   */
  DayFiles(Path directory) {
    this.directory = directory;
  }

  /** The folders of days that are there, in order. */
  List<Path> days() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> days = Files.list(directory)) {
      return days.filter(day -> name(day).startsWith(Lake.DAY_PREFIX)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + directory, e);
    }
  }

  /** The files to be read of all days, by day and name. */
  List<Path> files() {
    return days().stream().flatMap(day -> filesOf(day).stream()).toList();
  }

  /** The files to be read of a day, by name. */
  List<Path> filesOf(Path day) {
    List<Path> all = all(day);
    Set<Path> merged = replacedIn(all);
    return all.stream().filter(DayFiles::isShown).filter(file -> !merged.contains(file)).toList();
  }

  /** The files whose rows others have, but which are still there, of all days. */
  List<Path> replaced() {
    List<Path> replaced = new ArrayList<>();
    for (Path day : days()) {
      List<Path> all = all(day);
      Set<Path> merged = replacedIn(all);
      all.stream()
          .filter(file -> Merged.isReplaced(file) || merged.contains(file))
          .forEach(replaced::add);
    }
    return replaced;
  }

  /** What the merged files of a list replace, and what those replaced that were merged again. */
  private static Set<Path> replacedIn(List<Path> all) {
    Set<Path> listed = Set.copyOf(all);
    Set<Path> replaced = new HashSet<>();
    List<Path> journals = new ArrayList<>(all.stream().filter(Merged::isJournal).toList());
    Predicate<Path> holds =
        journal -> {
          Path merged = Merged.ofJournal(journal);
          return listed.contains(merged) || replaced.contains(merged);
        };
    while (journals.stream().anyMatch(holds)) {
      for (Path journal : journals.stream().filter(holds).toList()) {
        replaced.addAll(Merged.readJournal(journal));
        journals.remove(journal);
      }
    }
    return replaced;
  }

  /**
   * All files of a day, also hidden ones, by name. It is looked until it is the same twice: who
   * lists a folder while files get other names may miss a file under both.
   */
  static List<Path> all(Path day) {
    List<Path> before = list(day);
    List<Path> now = list(day);
    while (!now.equals(before)) {
      before = now;
      now = list(day);
    }
    return now;
  }

  private static List<Path> list(Path day) {
    try (Stream<Path> files = Files.list(day)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + day, e);
    }
  }

  private static boolean isShown(Path file) {
    return name(file).endsWith(Lake.SUFFIX) && !name(file).startsWith(".");
  }

  /**
   * Deletes hidden files that nobody has written to since then: a writer ends its files with every
   * checkpoint, so they are of one that was killed. Drafts of a merging go whatever their age:
   * nobody merges meanwhile.
   */
  int deleteUnfinished(Instant before) {
    int deleted = 0;
    for (Path day : days()) {
      try {
        for (Path file : all(day)) {
          if ((Merged.isDraft(file) || isUnfinishedSince(before, file))
              && Files.deleteIfExists(file)) {
            deleted++;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("looking at " + day, e);
      }
    }
    return deleted;
  }

  /** What merging has hidden is whole. */
  private static boolean isUnfinishedSince(Instant before, Path file) throws IOException {
    return name(file).startsWith(".")
        && !Merged.isJournal(file)
        && !Merged.isReplaced(file)
        && Files.getLastModifiedTime(file).toInstant().isBefore(before);
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  /**
   * Hands over every row of these files; holds one batch of one file in memory.
   *
   * @param mapper makes what reads the rows of a file
   * @throws UncheckedIOException when a file cannot be read or is damaged; its message names it
   */
  static <T> void forEach(
      List<Path> files,
      Function<RowReader, Function<RowReader, T>> mapper,
      Consumer<? super T> action) {
    try (Hardwood hardwood = Hardwood.create()) {
      for (Path file : files) {
        try (ParquetFileReader reader = open(hardwood, file);
            RowReader rows = rows(reader, file)) {
          Function<RowReader, T> read = mapper(mapper, rows, file);
          while (hasNext(rows, file)) {
            action.accept(next(rows, read, file));
          }
        } catch (IOException e) {
          throw unreadable(file, e);
        }
      }
    }
  }

  private static <T> Function<RowReader, T> mapper(
      Function<RowReader, Function<RowReader, T>> mapper, RowReader rows, Path file) {
    try {
      return mapper.apply(rows);
    } catch (RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private static ParquetFileReader open(Hardwood hardwood, Path file) {
    try {
      try {
        return hardwood.open(new PositionedFile(file));
      } catch (NoSuchFileException e) {
        // Another one has its rows since it was listed.
        return hardwood.open(new PositionedFile(Merged.replaced(file)));
      }
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private static RowReader rows(ParquetFileReader reader, Path file) {
    try {
      return reader.rowReader();
    } catch (RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private static boolean hasNext(RowReader rows, Path file) {
    try {
      return rows.hasNext();
    } catch (RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private static <T> T next(RowReader rows, Function<RowReader, T> read, Path file) {
    try {
      rows.next();
      return read.apply(rows);
    } catch (RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private static UncheckedIOException unreadable(Path file, Exception e) {
    IOException cause = e instanceof IOException io ? io : new IOException(e);
    return new UncheckedIOException(file + " cannot be read: " + e.getMessage(), cause);
  }

  /** How many rows files have; reads only their ends. */
  static long rows(List<Path> files) {
    long rows = 0;
    try (Hardwood hardwood = Hardwood.create()) {
      for (Path file : files) {
        try (ParquetFileReader reader = open(hardwood, file)) {
          rows += reader.getFileMetaData().numRows();
        } catch (IOException e) {
          throw unreadable(file, e);
        }
      }
    }
    return rows;
  }
}
