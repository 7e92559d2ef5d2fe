package io.limpet.lake.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one column in one row group, compressed, in memory until the group is written. The
 * dictionary comes last from the encoder and first in the file.
 */
final class ColumnPages implements PageWriter {
  /** Bytes of a lowest or highest value that are worth keeping; longer ones are left out. */
  private static final int STATISTICS_BYTES = 64;

  private final ColumnDescriptor column;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
  private final Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
  private long uncompressed;
  private long values;
  private @Nullable Statistics<?> statistics;

  ColumnPages(ColumnDescriptor column) {
    this.column = column;
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      int rowCount,
      Statistics<?> pageStatistics,
      SizeStatistics sizes,
      Encoding repetitionLevels,
      Encoding definitionLevels,
      Encoding encoding)
      throws IOException {
    byte[] packed = gzip(bytes);
    PageHeader header =
        new PageHeader(PageType.DATA_PAGE, Math.toIntExact(bytes.size()), packed.length);
    header.setData_page_header(
        new DataPageHeader(valueCount, of(encoding), of(definitionLevels), of(repetitionLevels)));
    append(data, header, packed, bytes.size());
    values += valueCount;
    encodings.addAll(List.of(repetitionLevels, definitionLevels, encoding));
    if (statistics == null) {
      statistics = pageStatistics.copy();
    } else {
      statistics.mergeStatistics(pageStatistics);
    }
  }

  @Override
  public void writeDictionaryPage(DictionaryPage page) throws IOException {
    byte[] packed = gzip(page.getBytes());
    long size = page.getBytes().size();
    PageHeader header =
        new PageHeader(PageType.DICTIONARY_PAGE, Math.toIntExact(size), packed.length);
    header.setDictionary_page_header(
        new DictionaryPageHeader(page.getDictionarySize(), of(page.getEncoding())));
    append(dictionary, header, packed, size);
    encodings.add(page.getEncoding());
  }

  private void append(ByteArrayOutputStream to, PageHeader header, byte[] packed, long size)
      throws IOException {
    int before = to.size();
    Util.writePageHeader(header, to);
    uncompressed += to.size() - before + size;
    to.write(packed);
  }

  /** Writes the pages and says where they are. */
  ColumnChunk writeTo(CountingStream out) throws IOException {
    long begin = out.position();
    dictionary.writeTo(out);
    long firstData = out.position();
    data.writeTo(out);
    List<org.apache.parquet.format.Encoding> used = new ArrayList<>();
    encodings.forEach(encoding -> used.add(of(encoding)));
    ColumnMetaData meta =
        new ColumnMetaData(
            SchemaElements.of(column.getPrimitiveType().getPrimitiveTypeName()),
            used,
            List.of(column.getPath()),
            CompressionCodec.GZIP,
            values,
            uncompressed,
            out.position() - begin,
            firstData);
    if (dictionary.size() > 0) {
      meta.setDictionary_page_offset(begin);
    }
    if (statistics != null) {
      meta.setStatistics(of(statistics));
    }
    ColumnChunk chunk = new ColumnChunk(0);
    chunk.setMeta_data(meta);
    return chunk;
  }

  private static org.apache.parquet.format.Statistics of(Statistics<?> statistics) {
    var written = new org.apache.parquet.format.Statistics();
    written.setNull_count(statistics.getNumNulls());
    if (statistics.hasNonNullValue()) {
      byte[] least = statistics.getMinBytes();
      byte[] most = statistics.getMaxBytes();
      if (least.length <= STATISTICS_BYTES && most.length <= STATISTICS_BYTES) {
        written.setMin_value(least);
        written.setMax_value(most);
      }
    }
    return written;
  }

  private static org.apache.parquet.format.Encoding of(Encoding encoding) {
    return org.apache.parquet.format.Encoding.valueOf(encoding.name());
  }

  private static byte[] gzip(BytesInput bytes) throws IOException {
    var packed = new ByteArrayOutputStream((int) bytes.size() / 2 + 64);
    try (var gzip = new FastGzip(packed)) {
      bytes.writeAllTo(gzip);
    }
    return packed.toByteArray();
  }

  /** Level 3: half the time of the default for a tenth more bytes. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream out) throws IOException {
      super(out, 8192);
      def.setLevel(3);
    }
  }

  @Override
  public long getMemSize() {
    return data.size() + (long) dictionary.size();
  }

  @Override
  public long allocatedSize() {
    return getMemSize();
  }

  @Override
  public String memUsageString(String prefix) {
    return prefix + " " + getMemSize() + " bytes";
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      int rowCount,
      Statistics<?> pageStatistics,
      Encoding repetitionLevels,
      Encoding definitionLevels,
      Encoding encoding) {
    throw new UnsupportedOperationException("pages are written with the statistics of their sizes");
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      Statistics<?> pageStatistics,
      Encoding repetitionLevels,
      Encoding definitionLevels,
      Encoding encoding) {
    throw new UnsupportedOperationException("pages are written with their count of rows");
  }

  @Override
  public void writePageV2(
      int rowCount,
      int nullCount,
      int valueCount,
      BytesInput repetitionLevels,
      BytesInput definitionLevels,
      Encoding encoding,
      BytesInput bytes,
      Statistics<?> pageStatistics) {
    throw new UnsupportedOperationException("pages are of version 1");
  }
}
