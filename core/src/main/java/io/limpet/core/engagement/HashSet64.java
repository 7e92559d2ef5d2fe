package io.limpet.core.engagement;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Different hashes of 64 even bits, in a table with linear probing: they need no hashing, and no
 * object each. A set of one, as each event makes several of, is a few words. For one thread.
 */
final class HashSet64 {
  private static final int LEAST = 4;

  /** 0 stands for an empty place; as a member it is noted beside the table. */
  private long[] table = new long[LEAST];

  private boolean hasZero;
  private int size;

  /** Adds a hash, unless it is there. */
  void add(long hash) {
    if (hash == 0) {
      size += hasZero ? 0 : 1;
      hasZero = true;
    } else if (put(hash)) {
      size++;
      if (size > table.length / 2) {
        grow();
      }
    }
  }

  private boolean put(long hash) {
    int last = table.length - 1;
    int at = (int) hash & last;
    while (table[at] != 0) {
      if (table[at] == hash) {
        return false;
      }
      at = (at + 1) & last;
    }
    table[at] = hash;
    return true;
  }

  private void grow() {
    long[] before = table;
    table = new long[before.length * 2];
    for (long hash : before) {
      if (hash != 0) {
        put(hash);
      }
    }
  }

  int size() {
    return size;
  }

  void forEach(LongConsumer consumer) {
    if (hasZero) {
      consumer.accept(0);
    }
    for (long hash : table) {
      if (hash != 0) {
        consumer.accept(hash);
      }
    }
  }

  long[] sorted() {
    long[] sorted = new long[size];
    int at = hasZero ? 1 : 0;
    for (long hash : table) {
      if (hash != 0) {
        sorted[at++] = hash;
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }

  void clear() {
    table = new long[LEAST];
    hasZero = false;
    size = 0;
  }
}
