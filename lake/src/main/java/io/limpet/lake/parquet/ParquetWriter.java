package io.limpet.lake.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;

/**
 * Writes rows as one Parquet file into any stream, without Hadoop: parquet-java encodes the
 * columns, this class lays out pages, row groups and footer. Columns are flat (required or
 * optional, nothing nested or repeated), pages are version 1 and compressed with gzip, which every
 * reader and every JVM knows without a native library.
 *
 * <pre>
 *   "PAR1"  { row group: for each column [dictionary page] data pages }  footer  length  "PAR1"
 * </pre>
 *
 * <p>Nothing but whole row groups reaches the stream; a file without {@link #finish()} is no file.
 * Not thread-safe.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/">the format</a>
 */
public final class ParquetWriter<T> {
  /** A row group is closed when it holds about so many bytes before compression. */
  static final long GROUP_BYTES = 16 << 20;

  /** Or so many rows. */
  static final int GROUP_ROWS = 1_000_000;

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT_VERSION = 1;

  /** Puts the values of a row into its columns, every column exactly once. */
  @FunctionalInterface
  public interface RowMapper<T> {
    void write(T row, RowColumns columns);
  }

  private final CountingStream out;
  private final MessageType schema;
  private final RowMapper<T> mapper;
  private final ParquetProperties properties;
  private final List<RowGroup> groups = new ArrayList<>();
  private GroupPages pages;
  private ColumnWriteStore columns;
  private RowColumns row;
  private long groupRows;
  private long rows;

  /**
   * Begins a file.
   *
   * @param out where the file begins; is never closed here
   */
  public ParquetWriter(OutputStream out, MessageType schema, RowMapper<T> mapper)
      throws IOException {
    this.out = new CountingStream(out);
    this.schema = schema;
    this.mapper = mapper;
    this.properties =
        ParquetProperties.builder()
            .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
            .withSizeStatisticsEnabled(false)
            .build();
    this.out.write(MAGIC);
    this.pages = new GroupPages();
    this.columns = properties.newColumnWriteStore(schema, pages);
    this.row = new RowColumns(schema, columns);
  }

  /** Adds a row. */
  public void write(T value) throws IOException {
    mapper.write(value, row.begin());
    row.end();
    columns.endRecord();
    rows++;
    groupRows++;
    if (groupRows >= GROUP_ROWS || (groupRows % 1_000 == 0 && bufferedBytes() >= GROUP_BYTES)) {
      endGroup();
    }
  }

  /** Rows written so far. */
  public long rows() {
    return rows;
  }

  /** Bytes held in memory, about. */
  public long bufferedBytes() {
    return columns.getBufferedSize() + pages.bytes();
  }

  /** Ends the file; the stream stays open. */
  public void finish() throws IOException {
    if (groupRows > 0) {
      endGroup();
    }
    columns.close();
    FileMetaData footer = new FileMetaData(FORMAT_VERSION, SchemaElements.of(schema), rows, groups);
    footer.setCreated_by("limpet");
    ColumnOrder order = ColumnOrder.TYPE_ORDER(new TypeDefinedOrder());
    footer.setColumn_orders(schema.getColumns().stream().map(column -> order).toList());
    long begin = out.position();
    Util.writeFileMetaData(footer, out);
    int length = Math.toIntExact(out.position() - begin);
    out.write(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
    out.write(MAGIC);
    out.flush();
  }

  private void endGroup() throws IOException {
    columns.flush();
    List<ColumnChunk> chunks = new ArrayList<>();
    long uncompressed = 0;
    long begin = out.position();
    for (ColumnDescriptor column : schema.getColumns()) {
      ColumnChunk chunk = pages.of(column).writeTo(out);
      uncompressed += chunk.getMeta_data().getTotal_uncompressed_size();
      chunks.add(chunk);
    }
    RowGroup group = new RowGroup(chunks, uncompressed, groupRows);
    group.setFile_offset(begin);
    group.setTotal_compressed_size(out.position() - begin);
    groups.add(group);
    columns.close();
    pages = new GroupPages();
    columns = properties.newColumnWriteStore(schema, pages);
    row = new RowColumns(schema, columns);
    groupRows = 0;
  }
}
