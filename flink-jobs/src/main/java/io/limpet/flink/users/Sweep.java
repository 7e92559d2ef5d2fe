package io.limpet.flink.users;

import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;

/** A walk over all keys that have a state, a few at a time. Close it when it is given up. */
final class Sweep implements Iterator<String>, AutoCloseable {
  private final Stream<String> keys;
  private final Iterator<String> iterator;

  /** The keys as of now; those that come later are not among them. */
  Sweep(KeyedStateBackend<String> backend, String state) {
    Stream<String> all = backend.getKeys(state, VoidNamespace.INSTANCE);
    // RocksDB walks over a snapshot of its own; the heap may not be changed while it is walked.
    this.keys = backend.getBackendTypeIdentifier().equals("rocksdb") ? all : all.toList().stream();
    this.iterator = keys.iterator();
  }

  @Override
  public boolean hasNext() {
    return iterator.hasNext();
  }

  @Override
  public String next() {
    return iterator.next();
  }

  @Override
  public void close() {
    keys.close();
  }
}
