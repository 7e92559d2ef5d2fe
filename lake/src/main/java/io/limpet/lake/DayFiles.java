package io.limpet.lake;

import dev.hardwood.Hardwood;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import io.limpet.lake.parquet.PositionedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Parquet files in folders by day, {@code day=2026-01-31/part-....parquet}. What begins with a dot
 * is still being written, and not read. Files appear whole. Thread-safe.
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
    try (Stream<Path> files = Files.list(day)) {
      return files
          .filter(file -> name(file).endsWith(Lake.SUFFIX) && !name(file).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + day, e);
    }
  }

  /**
   * Deletes hidden files that nobody has written to since then: a writer ends its files with every
   * checkpoint, so they are of one that was killed.
   */
  int deleteUnfinished(Instant before) {
    int deleted = 0;
    for (Path day : days()) {
      try (Stream<Path> all = Files.list(day)) {
        for (Path file : all.filter(path -> name(path).startsWith(".")).toList()) {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(before)
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
      return hardwood.open(new PositionedFile(file));
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
