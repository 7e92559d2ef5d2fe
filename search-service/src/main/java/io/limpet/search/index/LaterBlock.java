package io.limpet.search.index;

import java.util.Arrays;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Room for some changes of items, one behind the other: of each vector its bytes, which say what
 * its product with a query is at most, and its floats, which say what it is. What was written is
 * never changed.
 *
 * <p>With {@code x = u (b + e)}, where {@code b} are bytes, {@code u} is the worth of one and no
 * part of {@code e} is beyond a half, and a query {@code q = v (c + f)} alike, the product {@code x
 * q} is at most {@code u v (b c + |b| / 2 + |c| / 2 + n / 4)} for {@code n} numbers and sums {@code
 * |.|} of amounts.
 */
final class LaterBlock {
  /** Changes that it has room for. */
  static final int SIZE = 1_024;

  /** A little more than a half, for what floats are rounded by. */
  private static final float HALF = 0.51f;

  private final int dimensions;
  private final int stride;
  private final byte[] bytes;
  private final float[] floats;

  /** What a number of a vector's bytes is worth. */
  private final float[] units = new float[SIZE];

  /** Half of the sum of the amounts of a vector's bytes. */
  private final float[] halves = new float[SIZE];

  private final int[] items = new int[SIZE];
  private final int[] before = new int[SIZE];
  private final boolean[] gone = new boolean[SIZE];

  LaterBlock(int dimensions) {
    this.dimensions = dimensions;
    this.stride = ByteVectors.stride(dimensions);
    this.bytes = new byte[ByteVectors.FIRST + SIZE * stride];
    this.floats = new float[SIZE * dimensions];
  }

  /** A query in the numbers that vectors are compared in. */
  static final class Query {
    private final float[] floats;
    private final short[] numbers;
    private final float unit;
    private final float half;

    Query(float[] query) {
      this.floats = query;
      this.numbers = new short[ByteVectors.stride(query.length)];
      float highest = ByteVectors.highest(query);
      float scale = ByteVectors.scale(highest);
      int amounts = 0;
      if (Float.isFinite(scale)) {
        for (int i = 0; i < query.length; i++) {
          numbers[i] = (short) Math.round(query[i] * scale);
          amounts += Math.abs(numbers[i]);
        }
      }
      this.unit = unit(highest, scale);
      this.half = HALF * (amounts + query.length / 2f);
    }
  }

  /** Of numbers too small for a finite scale it is infinite: any product may be reached. */
  private static float unit(float highest, float scale) {
    return Float.isFinite(scale) ? highest / Byte.MAX_VALUE : Float.POSITIVE_INFINITY;
  }

  /**
   * Writes a change.
   *
   * @param vector null if the item goes
   * @param slotBefore of the item's change before, negative if there is none
   */
  void set(int place, int item, float @Nullable [] vector, int slotBefore) {
    items[place] = item;
    before[place] = slotBefore;
    if (vector == null) {
      gone[place] = true;
      return;
    }
    System.arraycopy(vector, 0, floats, place * dimensions, dimensions);
    float highest = ByteVectors.highest(vector);
    float scale = ByteVectors.scale(highest);
    int amounts = 0;
    if (Float.isFinite(scale)) {
      int from = ByteVectors.FIRST + place * stride;
      for (int i = 0; i < dimensions; i++) {
        bytes[from + i] = (byte) Math.round(vector[i] * scale);
        amounts += Math.abs(bytes[from + i]);
      }
    }
    units[place] = unit(highest, scale);
    halves[place] = HALF * amounts;
  }

  /** Products by bytes of the first {@code count} vectors, for {@link #most}. */
  void sweep(Query query, int count, int[] products) {
    Dots.BEST.sweep(bytes, ByteVectors.FIRST, count, stride, query.numbers, products);
  }

  /** What the product by floats is at most; not a number if nothing can be said. */
  float most(int place, Query query, int product) {
    // In this order no finite bound of large numbers becomes infinite.
    return (product + halves[place] + query.half) * units[place] * query.unit;
  }

  /** The product by floats. */
  float product(int place, Query query) {
    return VectorUtil.dotProduct(query.floats, vector(place));
  }

  float[] vector(int place) {
    return Arrays.copyOfRange(floats, place * dimensions, (place + 1) * dimensions);
  }

  int item(int place) {
    return items[place];
  }

  /** Slot of the item's change before, negative if there is none. */
  int before(int place) {
    return before[place];
  }

  /** Whether the item went. */
  boolean isGone(int place) {
    return gone[place];
  }
}
