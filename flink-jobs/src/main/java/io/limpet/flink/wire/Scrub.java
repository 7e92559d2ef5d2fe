package io.limpet.flink.wire;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend;
import org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend.RocksDbKvStateInfo;
import org.apache.flink.state.rocksdb.RocksDBWriteBatchWrapper;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Takes deleted keys out of the files of RocksDB. There a deletion is one more entry with the key,
 * and old entries stay until a compaction meets both; the incremental checkpoints are these files.
 * So before the checkpoint after an erasure the key groups of who was erased are compacted down to
 * the last level: 1/128 of the state each, in the thread that takes the checkpoint. The heap needs
 * nothing of the kind.
 *
 * <p>Flink has no interface for that, so the database is taken out of its backend by reflection
 * (fields of Flink 2.3; a test notices when they are called otherwise).
 */
public final class Scrub {
  private static final byte[] PASSING = "limpet-scrub".getBytes(StandardCharsets.US_ASCII);

  private final Set<Integer> keyGroups = new TreeSet<>();

  /** Everything of this key was deleted. */
  public void note(String key, RuntimeContext context) {
    int most = context.getTaskInfo().getMaxNumberOfParallelSubtasks();
    keyGroups.add(KeyGroupRangeAssignment.assignToKeyGroup(key, most));
  }

  /** Before a checkpoint. Costs nothing when nobody was erased since the last one. */
  public void run(@Nullable KeyedStateBackend<?> backend) {
    if (keyGroups.isEmpty()) {
      return;
    }
    if (backend instanceof RocksDBKeyedStateBackend<?> rocks) {
      try {
        compact(rocks);
      } catch (ReflectiveOperationException | RocksDBException e) {
        throw new IllegalStateException("compacting the state of who was erased", e);
      }
    }
    keyGroups.clear();
  }

  private void compact(RocksDBKeyedStateBackend<?> backend)
      throws ReflectiveOperationException, RocksDBException {
    RocksDB db = (RocksDB) field(backend, "db");
    List<ColumnFamilyHandle> states = new ArrayList<>();
    for (Object info : ((Map<?, ?>) field(backend, "kvStateInformation")).values()) {
      states.add(((RocksDbKvStateInfo) info).columnFamilyHandle);
    }
    ((RocksDBWriteBatchWrapper) field(backend, "writeBatchWrapper")).flush();
    int bytes = backend.getKeyGroupPrefixBytes();
    try (var options = new CompactRangeOptions()) {
      options.setBottommostLevelCompaction(BottommostLevelCompaction.kForce);
      options.setExclusiveManualCompaction(false);
      for (ColumnFamilyHandle state : states) {
        for (int group : keyGroups) {
          db.compactRange(state, prefix(group, bytes), prefix(group + 1, bytes), options);
        }
      }
    }
    beginManifest(db);
  }

  /**
   * The manifest names the first and the last key of each file, also of those that the compaction
   * has replaced, until it is begun anew. With {@link RocksDbOptions} it is at any change of what
   * there is: a column family comes and goes.
   */
  private static void beginManifest(RocksDB db) throws RocksDBException {
    try (var options = new ColumnFamilyOptions();
        ColumnFamilyHandle passing =
            db.createColumnFamily(new ColumnFamilyDescriptor(PASSING, options))) {
      db.dropColumnFamily(passing);
    }
  }

  private static Object field(Object backend, String name) throws ReflectiveOperationException {
    Field field = RocksDBKeyedStateBackend.class.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(backend);
  }

  /** How Flink begins the keys of a key group: its number, big-endian. */
  private static byte[] prefix(int group, int bytes) {
    // The end of the last group of one byte lies behind all that begins so.
    byte[] prefix = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      prefix[bytes - 1 - i] = (byte) (group >>> (8 * i));
    }
    return prefix;
  }
}
