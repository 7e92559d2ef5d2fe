package io.limpet.lake;

import io.limpet.lake.row.LakeParquet;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of a lake, for tests. */
final class LakeFiles {
  private LakeFiles() {}

  /** Writes a file; its folder need not exist. */
  static Path write(Path file, List<LakeRow> rows) throws IOException {
    Files.createDirectories(file.getParent());
    new RowFiles<>(LakeParquet::rowsOf, LakeParquet::writer).write(file, rows::forEach);
    return file;
  }

  /** All rows of a lake, in the order in which it hands them over. */
  static List<LakeRow> read(Path directory) {
    List<LakeRow> rows = new ArrayList<>();
    new Lake(directory).forEach(rows::add);
    return rows;
  }
}
