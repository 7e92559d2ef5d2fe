package io.limpet.lake;

import io.limpet.core.event.EventType;
import io.limpet.lake.row.LakeParquet;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** A view, or a sign-in of a user on a device; its time is its id and its offset, too. */
  static LakeRow row(String visitor, @Nullable String user, @Nullable String device, long millis) {
    return new LakeRow(
        "e" + millis,
        visitor,
        user,
        device,
        "s1",
        user != null && device != null ? EventType.IDENTIFY : EventType.VIEW_ITEM,
        "i1",
        1,
        9.5,
        null,
        null,
        null,
        null,
        null,
        millis,
        millis,
        false,
        0,
        millis,
        Map.of("channel", "email"));
  }
}
