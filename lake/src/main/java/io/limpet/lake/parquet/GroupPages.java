package io.limpet.lake.parquet;

import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriteStore;

/** The finished pages of one row group, in memory, a {@link ColumnPages} for each column. */
final class GroupPages implements PageWriteStore {
  private final Map<ColumnDescriptor, ColumnPages> byColumn = new HashMap<>();

  ColumnPages of(ColumnDescriptor column) {
    return byColumn.computeIfAbsent(column, ColumnPages::new);
  }

  @Override
  public ColumnPages getPageWriter(ColumnDescriptor column) {
    return of(column);
  }

  long bytes() {
    return byColumn.values().stream().mapToLong(ColumnPages::getMemSize).sum();
  }
}
