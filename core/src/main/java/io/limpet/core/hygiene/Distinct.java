package io.limpet.core.hygiene;

import io.limpet.core.hash.Fnv;
import java.util.Arrays;

/**
 * About how many different items there were, by linear counting (Whang, Vander-Zanden and Taylor
 * 1990): each item sets one of {@value #BITS} bits, and with a share {@code z} of them unset there
 * were {@code -BITS ln z} items. Up to 2,000 items the standard error is below 2 %.
 *
 * @param words the bits, or none before the first item
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record Distinct(long[] words) {
  static final int BITS = 2_048;

  /** No item yet. */
  static final Distinct NONE = new Distinct(new long[0]);

  /** With one more item. */
  Distinct with(String itemId) {
    long[] next = words.length == 0 ? new long[BITS / Long.SIZE] : words.clone();
    int bit = (int) (Fnv.unit(itemId) * BITS);
    next[bit / Long.SIZE] |= 1L << (bit % Long.SIZE);
    return new Distinct(next);
  }

  /** The estimate. */
  double count() {
    int set = Arrays.stream(words).mapToInt(Long::bitCount).sum();
    return -BITS * Math.log((double) Math.max(1, BITS - set) / BITS);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Distinct that && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
