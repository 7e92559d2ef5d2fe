package io.limpet.flink.wire;

import io.limpet.flink.JobSettings;
import io.limpet.lake.Lake;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
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
 * Writes values as rows of files by day, exactly once: a file is hidden until the checkpoint that
 * ends it is whole. One file a writer, day and checkpoint.
 */
public final class DaySink {
  private static final String PREFIX = "part";

  private DaySink() {}

  /** What the files are. */
  public interface Format<T> extends Serializable {
    /** Epoch milliseconds within the day of a value, UTC. */
    long millis(T value);

    /** Begins a file. */
    Rows<T> begin(OutputStream out) throws IOException;
  }

  /** A file that is being written. */
  public interface Rows<T> {
    /** Adds the rows of a value. */
    void add(T value) throws IOException;

    /** Ends the file; the stream stays open. */
    void finish() throws IOException;
  }

  /**
   * Files in a directory, a folder a day.
   *
   * @param directory path, or URI of a file system that Flink knows
   */
  public static <T> FileSink<T> in(String directory, Format<T> format) {
    return FileSink.<T>forBulkFormat(
            new Path(JobSettings.directoryUri(directory)), out -> new Writer<>(format, out))
        .withBucketAssigner(new ByDay<>(format))
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(new OutputFileConfig(PREFIX, Lake.SUFFIX))
        .build();
  }

  /** Puts a value into the folder of its day. */
  private static final class ByDay<T> implements BucketAssigner<T, String> {
    private static final long serialVersionUID = 1;

    private final Format<T> format;

    ByDay(Format<T> format) {
      this.format = format;
    }

    @Override
    public String getBucketId(T value, Context context) {
      return Lake.bucket(format.millis(value));
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }

  /** Writes the rows of values into one file. */
  private static final class Writer<T> implements BulkWriter<T> {
    private final Rows<T> rows;

    Writer(Format<T> format, FSDataOutputStream out) throws IOException {
      this.rows = format.begin(out);
    }

    @Override
    public void addElement(T value) throws IOException {
      rows.add(value);
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
