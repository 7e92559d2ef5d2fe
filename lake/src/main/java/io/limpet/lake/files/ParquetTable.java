package io.limpet.lake.files;

import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnSchema;
import io.limpet.lake.parquet.PositionedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file with flat columns. Values are turned into the texts that a CSV file would hold, so
 * that both kinds are judged by the same rules.
 */
final class ParquetTable implements TextTable {
  private final Path file;
  private final ParquetFileReader reader;
  private final RowReader rows;
  private final List<String> columns;
  private long row;

  ParquetTable(Path file) {
    Inputs.requireFile(file);
    this.file = file;
    try {
      this.reader = ParquetFileReader.open(new PositionedFile(file));
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
    if (!reader.getFileSchema().isFlatSchema()) {
      closeReader();
      throw BadInputException.ofFile(file, "has nested columns; give flat ones");
    }
    this.columns = reader.getFileSchema().getColumns().stream().map(ColumnSchema::name).toList();
    try {
      this.rows = reader.rowReader();
    } catch (RuntimeException e) {
      closeReader();
      throw damaged(e);
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    try {
      if (!rows.hasNext()) {
        return false;
      }
      rows.next();
      row++;
      return true;
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  @Override
  public @Nullable String fault() {
    return null;
  }

  @Override
  public @Nullable String get(int column) {
    if (rows.isNull(column)) {
      return null;
    }
    Object value = rows.getValue(column);
    String text =
        switch (value) {
          case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
          // A time without a zone is taken to be in UTC.
          case LocalDateTime time -> time.atOffset(ZoneOffset.UTC).toInstant().toString();
          default -> value.toString();
        };
    return text.isEmpty() ? null : text;
  }

  private BadInputException damaged(Exception e) {
    BadInputException bad =
        BadInputException.ofFile(
            file, "is not a whole Parquet file (" + e.getMessage() + "); write or copy it again");
    bad.initCause(e);
    return bad;
  }

  @Override
  public long row() {
    return row;
  }

  @Override
  public String rowName() {
    return "row";
  }

  @Override
  public void close() {
    rows.close();
    closeReader();
  }

  private void closeReader() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing " + file, e);
    }
  }
}
