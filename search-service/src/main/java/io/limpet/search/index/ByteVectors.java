package io.limpet.search.index;

import java.io.IOException;
import org.apache.lucene.index.FloatVectorValues;

/**
 * The vectors of a segment once more, a byte a number and one behind the other: a quarter of the
 * memory that a search has to fetch. Each has a scale of its own, so that short ones and those of
 * many small numbers keep their order as well.
 */
final class ByteVectors {
  /** Bytes that SIMD takes at once, at most. */
  static final int ALIGNMENT = 64;

  /**
   * Where the first vector begins: behind an array's header of 16 bytes, at the next multiple of
   * {@value #ALIGNMENT}. G1 begins an array as large as this at a multiple too, so that a narrow
   * vector lies in one line of the cache; otherwise in two, and a walk waits for twice as many.
   */
  static final int FIRST = ALIGNMENT - 16;

  private static final int HIGHEST = Byte.MAX_VALUE;

  private final byte[] vectors;

  /** The highest number of each vector, as a part of the highest of all. */
  private final float[] scales;

  private final int dimensions;
  private final int stride;

  private ByteVectors(byte[] vectors, float[] scales, int dimensions, int stride) {
    this.vectors = vectors;
    this.scales = scales;
    this.dimensions = dimensions;
    this.stride = stride;
  }

  /** Whether so many of this width can be kept in one array. */
  static boolean fit(int size, int dimensions) {
    return (long) size * stride(dimensions) <= Integer.MAX_VALUE - 8 - FIRST;
  }

  /**
   * Takes all of {@code floats} over, by ordinal.
   *
   * @throws IllegalArgumentException when they are too many for one array
   */
  static ByteVectors of(FloatVectorValues floats) throws IOException {
    if (!fit(floats.size(), floats.dimension())) {
      throw new IllegalArgumentException(
          "%,d vectors of %d numbers are more than one service searches; keep them in a SolrCloud (--solr)"
              .formatted(floats.size(), floats.dimension()));
    }
    int stride = stride(floats.dimension());
    byte[] vectors = new byte[FIRST + floats.size() * stride];
    float[] scales = new float[floats.size()];
    float highestOfAll = 0;
    for (int row = 0; row < scales.length; row++) {
      float[] vector = floats.vectorValue(row);
      scales[row] = highest(vector);
      highestOfAll = Math.max(highestOfAll, scales[row]);
      float scale = scale(scales[row]);
      for (int i = 0; i < vector.length; i++) {
        vectors[FIRST + row * stride + i] = (byte) Math.round(vector[i] * scale);
      }
    }
    for (int row = 0; row < scales.length; row++) {
      scales[row] = highestOfAll == 0 ? 0 : scales[row] / highestOfAll;
    }
    return new ByteVectors(vectors, scales, floats.dimension(), stride);
  }

  int size() {
    return scales.length;
  }

  /** The query in the same kind of numbers, as long as {@link Dots} wants it. */
  short[] query(float[] query) {
    float scale = scale(highest(query));
    short[] numbers = new short[stride];
    for (int i = 0; i < dimensions; i++) {
      numbers[i] = (short) Math.round(query[i] * scale);
    }
    return numbers;
  }

  /** The vector of a row as a query. */
  void query(int row, short[] numbers) {
    for (int i = 0; i < stride; i++) {
      numbers[i] = vectors[FIRST + row * stride + i];
    }
  }

  /** What products with the vector of a row, taken as a query, have to be multiplied by. */
  float scale(int row) {
    return scales[row];
  }

  /** A query of zeros, to be filled by {@link #query(int, short[])}. */
  short[] emptyQuery() {
    return new short[stride];
  }

  /** No product is beyond it, nor below its negative. */
  int highestProduct() {
    return HIGHEST * HIGHEST * stride;
  }

  /** Products of the {@code count} vectors from row {@code first} on. */
  void sweep(int first, int count, short[] query, int[] products) {
    Dots.BEST.sweep(vectors, FIRST + first * stride, count, stride, query, products);
    for (int i = 0; i < count; i++) {
      products[i] = (int) (products[i] * scales[first + i]);
    }
  }

  /** Products of the vectors of {@code count} rows; there is room for one at least. */
  void gather(int[] rows, int count, short[] query, int[] products) {
    multiply(rows, count, query, products);
    for (int i = 0; i < count; i++) {
      products[i] = (int) (products[i] * scales[rows[i]]);
    }
  }

  /**
   * The same for who knows the scales.
   *
   * @param known the scale of each of the rows
   */
  void gather(int[] rows, float[] known, int count, short[] query, int[] products) {
    multiply(rows, count, query, products);
    for (int i = 0; i < count; i++) {
      products[i] = (int) (products[i] * known[i]);
    }
  }

  private void multiply(int[] rows, int count, short[] query, int[] products) {
    // Put where it is overwritten, so that the compiler cannot leave it out.
    products[0] = touch(rows, count);
    Dots.BEST.gather(vectors, FIRST, rows, count, stride, query, products);
  }

  /**
   * Asks for the beginnings of all rows. They come from memory at the same time; the products are
   * so long a work each that the processor would not look ahead to the next row but one.
   */
  private int touch(int[] rows, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += vectors[FIRST + rows[i] * stride];
    }
    return sum;
  }

  /** Bytes from one vector to the next. */
  static int stride(int dimensions) {
    return Math.ceilDiv(dimensions, ALIGNMENT) * ALIGNMENT;
  }

  /** The highest amount of a number. */
  static float highest(float[] vector) {
    float highest = 0;
    for (float x : vector) {
      highest = Math.max(highest, Math.abs(x));
    }
    return highest;
  }

  /** What numbers up to this amount are multiplied by to become bytes. */
  static float scale(float highest) {
    return highest == 0 ? 0 : HIGHEST / highest;
  }
}
