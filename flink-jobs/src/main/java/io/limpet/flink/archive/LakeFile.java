package io.limpet.flink.archive;

import io.limpet.core.event.CleanEvent;
import io.limpet.flink.wire.DaySink;
import io.limpet.lake.parquet.ParquetWriter;
import io.limpet.lake.row.LakeParquet;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.io.OutputStream;

/** Clean events as rows of a file of the lake, of the day on which they happened. */
final class LakeFile implements DaySink.Format<CleanEvent> {
  private static final long serialVersionUID = 1;

  @Override
  public long millis(CleanEvent clean) {
    return clean.event().timestampMillis();
  }

  @Override
  public DaySink.Rows<CleanEvent> begin(OutputStream out) throws IOException {
    ParquetWriter<LakeRow> rows = LakeParquet.writer(out);
    return new DaySink.Rows<>() {
      @Override
      public void add(CleanEvent clean) throws IOException {
        for (LakeRow row : LakeRow.of(clean)) {
          rows.write(row);
        }
      }

      @Override
      public void finish() throws IOException {
        rows.finish();
      }
    };
  }
}
