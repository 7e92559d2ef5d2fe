package io.limpet.standalone.erasure;

import io.limpet.core.event.EventType;
import io.limpet.lake.parquet.ParquetWriter;
import io.limpet.lake.row.LakeParquet;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files of a lake, for tests. */
final class SampleLake {
  private SampleLake() {}

  /** Writes a file; its folder need not exist. */
  static void write(Path file, List<LakeRow> rows) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      ParquetWriter<LakeRow> writer = LakeParquet.writer(out);
      for (LakeRow row : rows) {
        writer.write(row);
      }
      writer.finish();
    }
  }

  /** What somebody did with an item; its time is its id and its offset, too. */
  static LakeRow row(
      String visitor, @Nullable String user, @Nullable String device, EventType type, long millis) {
    return new LakeRow(
        "e" + millis,
        visitor,
        user,
        device,
        "s1",
        type,
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
        Map.of());
  }
}
