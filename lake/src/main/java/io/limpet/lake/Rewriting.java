package io.limpet.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes those files anew in which some rows are to go or to change, and leaves the others alone. A
 * new file takes the place of the old one in one step: who reads the old one reads it to its end,
 * who opens it later reads the new one, and nobody reads a row twice or misses one. A file of which
 * no row stays is left without rows, since a reader may have its name.
 *
 * <p>Killed in the middle, it leaves a hidden file, which the next one replaces.
 */
final class Rewriting<T> {
  private static final String DRAFT = ".rewritten";

  private final RowFiles<T> format;

  Rewriting(RowFiles<T> format) {
    this.format = format;
  }

  /**
   * Rewrites files.
   *
   * @param change answers the same row to keep it, another to put in its place, null to drop it
   */
  Rewritten rewrite(List<Path> files, Change<T> change) {
    Rewritten all = Rewritten.NOTHING;
    for (Path file : files) {
      Rewritten counted = count(file, change);
      if (!counted.equals(Rewritten.NOTHING)) {
        replace(file, change);
        all = all.and(counted);
      }
    }
    return all;
  }

  private Rewritten count(Path file, Change<T> change) {
    long[] rows = new long[2];
    DayFiles.forEach(
        List.of(file),
        format.mapper(),
        row -> {
          T after = change.apply(row);
          if (after == null) {
            rows[0]++;
          } else if (after != row) {
            rows[1]++;
          }
        });
    return rows[0] + rows[1] == 0 ? Rewritten.NOTHING : new Rewritten(1, rows[0], rows[1]);
  }

  private void replace(Path file, Change<T> change) {
    Path draft = file.resolveSibling("." + file.getFileName() + DRAFT);
    try {
      format.write(
          draft,
          out ->
              DayFiles.forEach(
                  List.of(file),
                  format.mapper(),
                  row -> {
                    T after = change.apply(row);
                    if (after != null) {
                      out.accept(after);
                    }
                  }));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("rewriting " + file, e);
    }
  }
}
