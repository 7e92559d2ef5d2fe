package io.limpet.flink.labels;

import io.limpet.flink.wire.DaySink;
import io.limpet.lake.parquet.ParquetWriter;
import io.limpet.lake.row.ExampleParquet;
import io.limpet.lake.row.ExampleRow;
import java.io.IOException;
import java.io.OutputStream;

/** Examples as rows of a file of the day on which the item was shown. */
final class ExampleFile implements DaySink.Format<ExampleRow> {
  private static final long serialVersionUID = 1;

  @Override
  public long millis(ExampleRow row) {
    return row.timestampMillis();
  }

  @Override
  public DaySink.Rows<ExampleRow> begin(OutputStream out) throws IOException {
    ParquetWriter<ExampleRow> rows = ExampleParquet.writer(out);
    return new DaySink.Rows<>() {
      @Override
      public void add(ExampleRow row) throws IOException {
        rows.write(row);
      }

      @Override
      public void finish() throws IOException {
        rows.finish();
      }
    };
  }
}
