package io.limpet.search.index;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** A set of items, a bit each. One thread at a time changes it, any number read. */
final class ItemBits {
  private volatile long[] words = {};

  void add(int item) {
    long[] now = words;
    int word = item >> 6;
    if (word >= now.length) {
      now = Arrays.copyOf(now, Math.max(word + 1, now.length + now.length / 2));
    }
    now[word] |= 1L << item;
    // So that readers see the change.
    words = now;
  }

  void remove(int item) {
    long[] now = words;
    if (contains(item)) {
      now[item >> 6] &= ~(1L << item);
      words = now;
    }
  }

  boolean contains(int item) {
    long[] now = words;
    int word = item >> 6;
    return word < now.length && (now[word] & 1L << item) != 0;
  }

  /** Whether there never was any. */
  boolean isUntouched() {
    return words.length == 0;
  }

  void forEach(IntConsumer taker) {
    long[] now = words;
    for (int word = 0; word < now.length; word++) {
      for (long left = now[word]; left != 0; left &= left - 1) {
        taker.accept((word << 6) + Long.numberOfTrailingZeros(left));
      }
    }
  }
}
