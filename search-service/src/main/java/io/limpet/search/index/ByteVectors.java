package io.limpet.search.index;

import java.io.IOException;
import org.apache.lucene.index.FloatVectorValues;

/**
 * The vectors of a segment once more, a byte a number and one behind the other: a quarter of the
 * memory that a search has to fetch. One scale for all of them, so that products order the items
 * without it; what is short loses the most, and matters least.
 */
final class ByteVectors {
  /** Bytes that SIMD takes at once, at most. */
  static final int ALIGNMENT = 64;

  private static final int HIGHEST = Byte.MAX_VALUE;

  private final byte[] vectors;
  private final int size;
  private final int dimensions;
  private final int stride;

  private ByteVectors(byte[] vectors, int size, int dimensions, int stride) {
    this.vectors = vectors;
    this.size = size;
    this.dimensions = dimensions;
    this.stride = stride;
  }

  /** Whether so many of this width can be kept in one array. */
  static boolean fit(int size, int dimensions) {
    return (long) size * stride(dimensions) <= Integer.MAX_VALUE - 8;
  }

  /** Takes all of {@code floats} over, by ordinal. */
  static ByteVectors of(FloatVectorValues floats) throws IOException {
    float highest = 0;
    for (int row = 0; row < floats.size(); row++) {
      highest = highest(highest, floats.vectorValue(row));
    }
    int stride = stride(floats.dimension());
    byte[] vectors = new byte[Math.multiplyExact(floats.size(), stride)];
    float scale = scale(highest);
    for (int row = 0; row < floats.size(); row++) {
      float[] vector = floats.vectorValue(row);
      for (int i = 0; i < vector.length; i++) {
        vectors[row * stride + i] = (byte) Math.round(vector[i] * scale);
      }
    }
    return new ByteVectors(vectors, floats.size(), floats.dimension(), stride);
  }

  int size() {
    return size;
  }

  /** Bytes of memory. */
  long bytes() {
    return vectors.length;
  }

  /** The query in the same kind of numbers, as long as {@link Dots} wants it. */
  short[] query(float[] query) {
    float scale = scale(highest(0, query));
    short[] numbers = new short[stride];
    for (int i = 0; i < dimensions; i++) {
      numbers[i] = (short) Math.round(query[i] * scale);
    }
    return numbers;
  }

  /** The vector of a row as a query. */
  void query(int row, short[] numbers) {
    for (int i = 0; i < stride; i++) {
      numbers[i] = vectors[row * stride + i];
    }
  }

  /** A query of zeros, to be filled by {@link #query(int, short[])}. */
  short[] emptyQuery() {
    return new short[stride];
  }

  /** Products of the {@code count} vectors from row {@code first} on. */
  void sweep(int first, int count, short[] query, int[] products) {
    Dots.BEST.sweep(vectors, first * stride, count, stride, query, products);
  }

  /** Products of the vectors of {@code count} rows. */
  void gather(int[] rows, int count, short[] query, int[] products) {
    Dots.BEST.gather(vectors, rows, count, stride, query, products);
  }

  private static int stride(int dimensions) {
    return Math.ceilDiv(dimensions, ALIGNMENT) * ALIGNMENT;
  }

  private static float highest(float least, float[] vector) {
    float highest = least;
    for (float x : vector) {
      highest = Math.max(highest, Math.abs(x));
    }
    return highest;
  }

  private static float scale(float highest) {
    return highest == 0 ? 0 : HIGHEST / highest;
  }
}
