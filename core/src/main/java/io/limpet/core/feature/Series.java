package io.limpet.core.feature;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums of whole numbers by kind and by buckets of time that are all of one width. Only what is not
 * zero takes memory. Of buckets older than the newest ones that are kept nothing is left, whether
 * they came before or after the newer ones: the sums depend on what was added and not on its order.
 * Immutable.
 */
public final class Series {
  /** Kinds are numbers below this. */
  public static final int KINDS = 32;

  private static final int KIND_BITS = 5;
  private static final Series EMPTY = new Series(Long.MIN_VALUE, new long[0], new long[0]);

  private final long newest;
  private final long[] keys;
  private final long[] sums;

  /**
   * @param newest bucket that anything was ever added to
   * @param keys bucket and kind of each sum, ascending
   */
  private Series(long newest, long[] keys, long[] sums) {
    this.newest = newest;
    this.keys = keys;
    this.sums = sums;
  }

  /** Nothing. */
  public static Series empty() {
    return EMPTY;
  }

  /**
   * The series with something more.
   *
   * @param kept how many buckets, up to the newest, are kept; the same with every call
   */
  Series with(long bucket, int kind, long amount, int kept) {
    if (kind < 0 || kind >= KINDS) {
      throw new IllegalArgumentException("kind " + kind + " is not in 0.." + (KINDS - 1));
    }
    if (amount == 0 || (newest != Long.MIN_VALUE && bucket <= newest - kept)) {
      return this;
    }
    long last = Math.max(newest, bucket);
    int from = last == newest ? 0 : firstAt(keyOf(last - kept + 1, 0));
    long key = keyOf(bucket, kind);
    int at = Math.max(from, firstAt(key));
    boolean has = at < keys.length && keys[at] == key;
    if (has && sums[at] + amount != 0) {
      long[] to = Arrays.copyOfRange(sums, from, sums.length);
      to[at - from] += amount;
      return new Series(last, from == 0 ? keys : Arrays.copyOfRange(keys, from, keys.length), to);
    }
    return has
        ? new Series(last, without(keys, from, at), without(sums, from, at))
        : new Series(last, inserted(keys, from, at, key), inserted(sums, from, at, amount));
  }

  /**
   * What both have in sum: the same as if everything had been added to one of them, whichever.
   *
   * @param kept as with every call of {@link #with}
   */
  Series and(Series other, int kept) {
    if (keys.length == 0 && newest <= other.newest) {
      return other;
    }
    if (other.keys.length == 0 && other.newest <= newest) {
      return this;
    }
    long last = Math.max(newest, other.newest);
    long first = keyOf(last - kept + 1, 0);
    long[] toKeys = new long[keys.length + other.keys.length];
    long[] toSums = new long[toKeys.length];
    int to = 0;
    int a = firstAt(first);
    int b = other.firstAt(first);
    while (a < keys.length || b < other.keys.length) {
      long nextOfThis = a < keys.length ? keys[a] : Long.MAX_VALUE;
      long nextOfOther = b < other.keys.length ? other.keys[b] : Long.MAX_VALUE;
      long key = Math.min(nextOfThis, nextOfOther);
      long sum = (nextOfThis == key ? sums[a++] : 0) + (nextOfOther == key ? other.sums[b++] : 0);
      if (sum != 0) {
        toKeys[to] = key;
        toSums[to++] = sum;
      }
    }
    return new Series(last, Arrays.copyOf(toKeys, to), Arrays.copyOf(toSums, to));
  }

  private static long[] inserted(long[] of, int from, int at, long value) {
    long[] to = new long[of.length - from + 1];
    System.arraycopy(of, from, to, 0, at - from);
    to[at - from] = value;
    System.arraycopy(of, at, to, at - from + 1, of.length - at);
    return to;
  }

  private static long[] without(long[] of, int from, int at) {
    long[] to = new long[of.length - from - 1];
    System.arraycopy(of, from, to, 0, at - from);
    System.arraycopy(of, at + 1, to, at - from, of.length - at - 1);
    return to;
  }

  private static long keyOf(long bucket, int kind) {
    return bucket << KIND_BITS | kind;
  }

  private int firstAt(long key) {
    int at = Arrays.binarySearch(keys, key);
    return at < 0 ? -at - 1 : at;
  }

  /** What there is of a kind in the buckets from one to another, both included. */
  public long sum(int kind, long from, long to) {
    long sum = 0;
    for (int at = firstAt(keyOf(from, 0)); at < keys.length && bucket(at) <= to; at++) {
      if (kind(at) == kind) {
        sum += sums[at];
      }
    }
    return sum;
  }

  /** How many sums are kept. */
  int size() {
    return keys.length;
  }

  long bucket(int at) {
    return keys[at] >> KIND_BITS;
  }

  int kind(int at) {
    return (int) keys[at] & KINDS - 1;
  }

  long value(int at) {
    return sums[at];
  }

  /**
   * As bytes, a few for each sum: the newest bucket, then of each sum how far its bucket and kind
   * are behind those before it, and the number; all of them in groups of seven bits, the lowest
   * first.
   */
  public byte[] bytes() {
    if (newest == Long.MIN_VALUE) {
      return new byte[0];
    }
    var out = new ByteArrayOutputStream(8 + 4 * keys.length);
    write(out, zigzag(newest));
    long before = 0;
    for (int at = 0; at < keys.length; at++) {
      write(out, zigzag(keys[at] - before));
      write(out, zigzag(sums[at]));
      before = keys[at];
    }
    return out.toByteArray();
  }

  /**
   * What {@link #bytes()} wrote.
   *
   * @throws IllegalArgumentException when nobody can have written it
   */
  public static Series of(byte[] bytes) {
    if (bytes.length == 0) {
      return EMPTY;
    }
    int numbers = 0;
    for (byte of : bytes) {
      numbers += of >= 0 ? 1 : 0;
    }
    if (bytes[bytes.length - 1] < 0 || numbers % 2 == 0) {
      throw new IllegalArgumentException(
          "a series breaks off within its " + bytes.length + " bytes");
    }
    var in = new Numbers(bytes);
    long newest = in.next();
    long[] keys = new long[numbers / 2];
    long[] sums = new long[keys.length];
    long before = 0;
    for (int at = 0; at < keys.length; at++) {
      keys[at] = before + in.next();
      sums[at] = in.next();
      if (at > 0 && keys[at] <= before) {
        throw new IllegalArgumentException("the sums of a series are not in order");
      }
      before = keys[at];
    }
    return new Series(newest, keys, sums);
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  private static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Numbers in groups of seven bits. */
  private static final class Numbers {
    private final byte[] bytes;
    private int at;

    Numbers(byte[] bytes) {
      this.bytes = bytes;
    }

    long next() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte of = bytes[at++];
        value |= (of & 0x7FL) << shift;
        if (of >= 0) {
          return value >>> 1 ^ -(value & 1);
        }
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Series that
        && that.newest == newest
        && Arrays.equals(that.keys, keys)
        && Arrays.equals(that.sums, sums);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(sums);
  }

  /** As {@code [bucket/kind=sum ...]}. */
  @Override
  public String toString() {
    var text = new StringBuilder("[");
    for (int at = 0; at < keys.length; at++) {
      text.append(at == 0 ? "" : " ").append(bucket(at)).append('/').append(kind(at));
      text.append('=').append(sums[at]);
    }
    return text.append(']').toString();
  }
}
