package io.limpet.lake.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.lake.Lake;
import io.limpet.lake.parquet.ParquetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstLakeTest {
  /** The columns of the first release, which wrote no origins. */
  private static final MessageType FIRST =
      new MessageType("lake_row", LakeParquet.SCHEMA.getFields().subList(0, 17));

  @TempDir Path directory;

  @Test
  void readsFilesOfTheFirstReleaseForever() throws IOException {
    assertThat(FIRST.containsField("synthetic")).isTrue();
    assertThat(FIRST.containsField("origin_partition")).isFalse();
    Path file = directory.resolve("day=2026-03-01/part-a.parquet");
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      ParquetWriter<String> writer =
          new ParquetWriter<>(
              out,
              FIRST,
              (id, columns) -> {
                columns.add(id).add("ann").add("ann").add((String) null).add("s");
                columns.add("view_item").add("mug").add((Integer) 1);
                columns.add((Double) null).add((Double) null);
                columns.add((String) null).add((String) null).add((String) null);
                columns.add((Integer) null).add(5L).add(6L).add(false);
              });
      writer.write("e1");
      writer.finish();
    }
    List<LakeRow> rows = new ArrayList<>();
    new Lake(directory).forEach(rows::add);
    assertThat(rows)
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.eventId()).isEqualTo("e1");
              assertThat(row.receivedMillis()).isEqualTo(6);
              assertThat(row.originPartition()).isEqualTo(LakeRow.UNKNOWN);
              assertThat(row.originOffset()).isEqualTo(LakeRow.UNKNOWN);
              assertThat(row.properties()).isEmpty();
            });
  }
}
