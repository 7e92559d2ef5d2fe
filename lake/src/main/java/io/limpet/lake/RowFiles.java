package io.limpet.lake;

import dev.hardwood.reader.RowReader;
import io.limpet.lake.parquet.ParquetWriter;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How files of rows are read and written.
 *
 * @param mapper makes what reads the rows of a file
 * @param writers begin a file
 */
record RowFiles<T>(Function<RowReader, Function<RowReader, T>> mapper, Writers<T> writers) {
  /** Begins files. */
  @FunctionalInterface
  interface Writers<T> {
    ParquetWriter<T> begin(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, and has the disk keep it.
   *
   * @param rows hands over what is to be in it
   */
  void write(Path file, Consumer<Consumer<T>> rows) throws IOException {
    try (var bytes = new FileOutputStream(file.toFile());
        var out = new BufferedOutputStream(bytes)) {
      ParquetWriter<T> writer = writers.begin(out);
      rows.accept(row -> write(writer, row));
      writer.finish();
      out.flush();
      bytes.getFD().sync();
    }
  }

  private static <T> void write(ParquetWriter<T> writer, T row) {
    try {
      writer.write(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
