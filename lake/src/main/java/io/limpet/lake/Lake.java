package io.limpet.lake;

import dev.hardwood.Hardwood;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import io.limpet.lake.parquet.PositionedFile;
import io.limpet.lake.row.LakeParquet;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The event lake: every clean event, in Parquet files by the day it happened.
 *
 * <pre>
 * lake/
 *   day=2026-01-31/
 *     part-....parquet     whole files; see {@link LakeParquet} for the columns
 *     .part-...            what is still being written: hidden, and not read
 * </pre>
 *
 * <p>Files appear whole and never change. Reading holds one batch of one file in memory, whatever
 * the size of the lake. Thread-safe.
 */
public final class Lake {
  /** How the name of a day's folder begins. */
  public static final String DAY_PREFIX = "day=";

  /** How the name of a file ends. */
  public static final String SUFFIX = ".parquet";

  private final Path directory;

  /**
   * @param directory need not exist: a lake without files is empty
   */
  public Lake(Path directory) {
    this.directory = directory;
  }

  /** The name of the folder for an event of this time: its day in UTC. */
  public static String bucket(long timestampMillis) {
    return DAY_PREFIX + LocalDate.ofInstant(Instant.ofEpochMilli(timestampMillis), ZoneOffset.UTC);
  }

  /** The files to be read, by day and name. */
  public List<Path> files() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> days = Files.list(directory)) {
      return days.filter(day -> name(day).startsWith(DAY_PREFIX))
          .sorted()
          .flatMap(day -> filesOf(day).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + directory, e);
    }
  }

  private static List<Path> filesOf(Path day) {
    try (Stream<Path> files = Files.list(day)) {
      return files
          .filter(file -> name(file).endsWith(SUFFIX) && !name(file).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + day, e);
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  /**
   * Hands over every row, file by file in the order of {@link #files()}.
   *
   * @throws UncheckedIOException when a file cannot be read or is damaged; its message names it
   */
  public void forEach(Consumer<? super LakeRow> action) {
    try (Hardwood hardwood = Hardwood.create()) {
      for (Path file : files()) {
        try (ParquetFileReader reader = open(hardwood, file);
            RowReader rows = rows(reader, file)) {
          for (LakeRow row = next(rows, file); row != null; row = next(rows, file)) {
            action.accept(row);
          }
        } catch (IOException e) {
          throw unreadable(file, e);
        }
      }
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

  private static @Nullable LakeRow next(RowReader rows, Path file) {
    try {
      if (!rows.hasNext()) {
        return null;
      }
      rows.next();
      return LakeParquet.read(rows);
    } catch (RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private static UncheckedIOException unreadable(Path file, Exception e) {
    IOException cause = e instanceof IOException io ? io : new IOException(e);
    return new UncheckedIOException(file + " cannot be read: " + e.getMessage(), cause);
  }

  /** How many rows there are; reads only the ends of the files. */
  public long rows() {
    long rows = 0;
    try (Hardwood hardwood = Hardwood.create()) {
      for (Path file : files()) {
        try (ParquetFileReader reader = open(hardwood, file)) {
          rows += reader.getFileMetaData().numRows();
        } catch (IOException e) {
          throw unreadable(file, e);
        }
      }
    }
    return rows;
  }

  /**
   * SHA-256 over the names and sizes of the files, in hexadecimal: the same as long as the lake
   * holds the same, since files never change and names are never used again.
   */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files()) {
        String line = directory.relativize(file) + " " + Files.size(file) + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("looking at " + directory, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
