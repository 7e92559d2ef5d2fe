package io.limpet.flink.wire;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * Has RocksDB begin its manifest anew with every change of its files. The manifest is a log of all
 * files that there were, with the first and the last key of each, and a part of every checkpoint:
 * one that only grows keeps keys for good that were deleted. A new one is as long as the list of
 * files that there are.
 */
public final class SmallManifests implements RocksDBOptionsFactory {
  private static final long serialVersionUID = 1;

  @Override
  public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> toClose) {
    return current.setMaxManifestFileSize(1);
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions current, Collection<AutoCloseable> toClose) {
    return current;
  }
}
