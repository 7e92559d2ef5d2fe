package io.limpet.flink.wire;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * Has RocksDB keep little that a checkpoint waits for, and nothing that was deleted.
 *
 * <p>A checkpoint holds its task up while RocksDB writes what is in memory only, a state at a time:
 * with Flink's 64 MB events waited up to half a second while every visitor was encoded anew. Small
 * buffers are written on the way, by another thread. They make more files, so more of them are
 * taken at once into the next level, and that level holds more before it goes on to the one behind:
 * each merge rewrites all of it, since keys come in no order.
 *
 * <p>The manifest begins anew with every change of the files. It is a log of all files that there
 * were, with the first and the last key of each, and a part of every checkpoint: one that only
 * grows keeps keys for good that were deleted. A new one is as long as the list of files that there
 * are.
 */
public final class RocksDbOptions implements RocksDBOptionsFactory {
  private static final long serialVersionUID = 1;

  private static final long WRITE_BUFFER_BYTES = 4L << 20;
  private static final long FIRST_LEVEL_BYTES = 1L << 30;

  /**
   * New files that are merged; with more of them writers slow down, and with more yet they stop.
   */
  private static final int NEW_FILES = 32;

  private static final int NEW_FILES_SLOW = 2 * NEW_FILES;
  private static final int NEW_FILES_STOP = 3 * NEW_FILES;

  @Override
  public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> toClose) {
    return current.setMaxManifestFileSize(1);
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions current, Collection<AutoCloseable> toClose) {
    return current
        .setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setLevel0FileNumCompactionTrigger(NEW_FILES)
        .setLevel0SlowdownWritesTrigger(NEW_FILES_SLOW)
        .setLevel0StopWritesTrigger(NEW_FILES_STOP)
        .setMaxBytesForLevelBase(FIRST_LEVEL_BYTES);
  }
}
