package io.limpet.search.index;

import java.util.Arrays;

/** Rows that a walk has met, a bit each. Not thread-safe; used again and again. */
final class RowSet {
  private final long[] words;

  /**
   * @param size of the rows
   */
  RowSet(int size) {
    this.words = new long[size / Long.SIZE + 1];
  }

  void clear() {
    Arrays.fill(words, 0);
  }

  /** Takes a row in; 1 if it was not in before, else 0, found out without a branch. */
  int add(int row) {
    long word = words[row >>> 6];
    words[row >>> 6] = word | 1L << row;
    return (int) (~(word >>> row) & 1);
  }
}
