package io.limpet.core.engagement;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The days on which a visitor was there: the first ever, and a bit for each of the latest {@link
 * #KEPT} up to the last one. Immutable.
 *
 * @param first the first day ever, epoch day
 * @param base the day of the first bit, a multiple of 64
 * @param words the bits, 64 days each, at most {@value #WORDS}; none before the first visit
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record ActiveDays(long first, long base, long[] words) {
  static final int WORDS = 7;

  /** Days before the last one that are remembered at least. */
  public static final int KEPT = (WORDS - 1) * Long.SIZE;

  /** Of somebody who was never there. */
  public static final ActiveDays NONE = new ActiveDays(Long.MAX_VALUE, 0, new long[0]);

  /** Whether nobody was ever there. */
  public boolean isEmpty() {
    return words.length == 0;
  }

  /** Whether a day is so long ago that nothing is remembered of it. */
  public boolean isForgotten(long day) {
    return words.length == WORDS && day < base;
  }

  /** Whether the visitor was there on a day. */
  public boolean contains(long day) {
    long word = Math.floorDiv(day - base, Long.SIZE);
    return word >= 0 && word < words.length && (words[(int) word] & bit(day)) != 0;
  }

  private static long bit(long day) {
    return 1L << Math.floorMod(day, Long.SIZE);
  }

  /** With one more day, which must not be {@linkplain #isForgotten forgotten}. */
  ActiveDays with(long day) {
    long start = Math.floorDiv(day, Long.SIZE) * Long.SIZE;
    if (isEmpty()) {
      return new ActiveDays(day, start, new long[] {bit(day)});
    }
    long from = Math.min(base, start);
    long to = Math.max(base + (words.length - 1L) * Long.SIZE, start);
    from = Math.max(from, to - KEPT);
    long[] next = new long[(int) ((to - from) / Long.SIZE) + 1];
    for (int i = 0; i < words.length; i++) {
      long at = (base - from) / Long.SIZE + i;
      if (at >= 0) {
        next[(int) at] = words[i];
      }
    }
    int at = (int) ((start - from) / Long.SIZE);
    if (at >= 0) {
      next[at] |= bit(day);
    }
    return new ActiveDays(Math.min(first, day), from, next);
  }

  /** The days that are remembered, in order. */
  LongStream days() {
    return LongStream.range(base, base + (long) words.length * Long.SIZE).filter(this::contains);
  }

  /** The day before this one on which the visitor was there; {@link Long#MIN_VALUE} if none. */
  long before(long day) {
    for (long at = day - 1; at >= base; at--) {
      if (contains(at)) {
        return at;
      }
    }
    return isEmpty() || first >= day ? Long.MIN_VALUE : first;
  }

  /** The day after this one on which the visitor was there; {@link Long#MAX_VALUE} if none. */
  long after(long day) {
    long end = base + (long) words.length * Long.SIZE;
    for (long at = Math.max(day + 1, base); at < end; at++) {
      if (contains(at)) {
        return at;
      }
    }
    return Long.MAX_VALUE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ActiveDays that
        && that.first == first
        && that.base == base
        && Arrays.equals(that.words, words);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first) + 31 * Arrays.hashCode(words);
  }
}
