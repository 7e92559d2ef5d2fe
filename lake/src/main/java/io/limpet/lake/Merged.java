package io.limpet.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/**
 * The names of what merging makes in the folder of a day.
 *
 * <pre>
 * merged-U.parquet              a file with the rows of others
 * .merged-U.parquet.draft       while it is being written
 * .merged-U.parquet.replaces    the names of those others, one a line: there before the file is
 * .part-....parquet.replaced    one of those others, for who knew its name
 * </pre>
 *
 * <p>Who lists a folder leaves out what a merged file in the same list replaces, so it never sees a
 * row twice; who opens a file that was listed a while ago finds it under its other name.
 */
final class Merged {
  private static final String PREFIX = "merged-";
  private static final String DRAFT = ".draft";
  private static final String REPLACES = ".replaces";
  private static final String REPLACED = ".replaced";

  private Merged() {}

  /** A new one. */
  static Path newFile(Path day) {
    return day.resolve(PREFIX + UUID.randomUUID() + Lake.SUFFIX);
  }

  /** What it is while it is being written. */
  static Path draft(Path merged) {
    return hidden(merged, DRAFT);
  }

  static boolean isDraft(Path file) {
    return isHidden(file, DRAFT);
  }

  /** Its journal. */
  static Path journal(Path merged) {
    return hidden(merged, REPLACES);
  }

  static boolean isJournal(Path file) {
    return isHidden(file, REPLACES);
  }

  /** Whose journal it is. */
  static Path ofJournal(Path journal) {
    String name = journal.getFileName().toString();
    return journal.resolveSibling(name.substring(1, name.length() - REPLACES.length()));
  }

  /** What a file is called once another one has its rows. */
  static Path replaced(Path file) {
    return hidden(file, REPLACED);
  }

  static boolean isReplaced(Path file) {
    return isHidden(file, REPLACED);
  }

  private static Path hidden(Path file, String suffix) {
    return file.resolveSibling("." + file.getFileName() + suffix);
  }

  private static boolean isHidden(Path file, String suffix) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(Lake.SUFFIX + suffix);
  }

  /** Writes a journal, and has the disk keep it. */
  static void writeJournal(Path journal, List<Path> replaced) throws IOException {
    List<String> names = replaced.stream().map(file -> file.getFileName().toString()).toList();
    Files.write(journal, names, StandardCharsets.UTF_8);
    try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** What a journal names; nothing once it is gone, which is long after all of that is. */
  static List<Path> readJournal(Path journal) {
    try {
      return Files.readAllLines(journal, StandardCharsets.UTF_8).stream()
          .map(journal::resolveSibling)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + journal, e);
    }
  }
}
