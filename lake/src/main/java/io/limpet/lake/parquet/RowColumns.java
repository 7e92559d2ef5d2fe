package io.limpet.lake.parquet;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Takes the values of one row after the other, column by column in the order of the schema. */
public final class RowColumns {
  private final ColumnWriter[] writers;
  // 1 for an optional column, 0 for a required one: what a value that is there is written with.
  private final int[] definition;
  private int next;

  RowColumns(MessageType schema, ColumnWriteStore store) {
    List<ColumnDescriptor> columns = schema.getColumns();
    this.writers = columns.stream().map(store::getColumnWriter).toArray(ColumnWriter[]::new);
    this.definition = columns.stream().mapToInt(ColumnDescriptor::getMaxDefinitionLevel).toArray();
  }

  RowColumns begin() {
    next = 0;
    return this;
  }

  void end() {
    if (next != writers.length) {
      throw new IllegalStateException(next + " of " + writers.length + " columns were written");
    }
  }

  /** A text, or null in an optional column. */
  public RowColumns add(@Nullable String value) {
    if (value == null) {
      return addNull();
    }
    writers[next].write(Binary.fromString(value), 0, definition[next++]);
    return this;
  }

  /** A double, or null in an optional column. */
  public RowColumns add(@Nullable Double value) {
    if (value == null) {
      return addNull();
    }
    writers[next].write(value.doubleValue(), 0, definition[next++]);
    return this;
  }

  /** An int, or null in an optional column. */
  public RowColumns add(@Nullable Integer value) {
    if (value == null) {
      return addNull();
    }
    writers[next].write(value.intValue(), 0, definition[next++]);
    return this;
  }

  /** A long, or null in an optional column. */
  public RowColumns add(@Nullable Long value) {
    if (value == null) {
      return addNull();
    }
    return add(value.longValue());
  }

  /** A float, or null in an optional column. */
  public RowColumns add(@Nullable Float value) {
    if (value == null) {
      return addNull();
    }
    writers[next].write(value.floatValue(), 0, definition[next++]);
    return this;
  }

  /** A long. */
  public RowColumns add(long value) {
    writers[next].write(value, 0, definition[next++]);
    return this;
  }

  /** A boolean. */
  public RowColumns add(boolean value) {
    writers[next].write(value, 0, definition[next++]);
    return this;
  }

  private RowColumns addNull() {
    if (definition[next] == 0) {
      throw new IllegalArgumentException("column " + next + " is required, but was given null");
    }
    writers[next++].writeNull(0, 0);
    return this;
  }
}
