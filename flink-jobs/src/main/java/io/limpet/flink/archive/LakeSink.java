package io.limpet.flink.archive;

import io.limpet.core.event.CleanEvent;
import io.limpet.flink.JobSettings;
import io.limpet.lake.Lake;
import io.limpet.lake.parquet.ParquetWriter;
import io.limpet.lake.row.LakeParquet;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Writes clean events as rows of the {@link Lake}, exactly once: a file is hidden until the
 * checkpoint that ends it is whole. One file a writer, day of events and checkpoint.
 */
final class LakeSink {
  private static final String PREFIX = "part";

  private LakeSink() {}

  /**
   * The lake in a directory.
   *
   * @param lake path, or URI of a file system that Flink knows
   */
  static FileSink<CleanEvent> in(String lake) {
    return FileSink.<CleanEvent>forBulkFormat(
            new Path(JobSettings.directoryUri(lake)), RowWriter::new)
        .withBucketAssigner(new ByDay())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(new OutputFileConfig(PREFIX, Lake.SUFFIX))
        .build();
  }

  /** Puts an event into the folder of the day it happened. */
  private static final class ByDay implements BucketAssigner<CleanEvent, String> {
    private static final long serialVersionUID = 1;

    @Override
    public String getBucketId(CleanEvent clean, Context context) {
      return Lake.bucket(clean.event().timestampMillis());
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }

  /** Writes the rows of events into one file. */
  private static final class RowWriter implements BulkWriter<CleanEvent> {
    private final ParquetWriter<LakeRow> rows;

    RowWriter(FSDataOutputStream out) throws IOException {
      this.rows = LakeParquet.writer(out);
    }

    @Override
    public void addElement(CleanEvent clean) throws IOException {
      for (LakeRow row : LakeRow.of(clean)) {
        rows.write(row);
      }
    }

    @Override
    public void flush() {
      // Whole groups of rows are written as they fill; there is nothing to be had before.
    }

    @Override
    public void finish() throws IOException {
      rows.finish();
    }
  }
}
