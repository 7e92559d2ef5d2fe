package io.limpet.core.generation;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A block of float32 numbers, row by row, in memory or mapped from a file. Read-only; safe for many
 * threads.
 */
public final class Tensor {
  /** As many as come from memory at once. */
  private static final int FLOATS_OF_A_LINE = 16;

  private final int[] shape;
  private final FloatBuffer data;

  /**
   * @param data its {@code remaining()} floats, as many as the shape says
   * @throws IllegalArgumentException when the two do not fit
   */
  public Tensor(FloatBuffer data, int... shape) {
    long size = 1;
    for (int length : shape) {
      size *= length;
    }
    if (size != data.remaining()) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " does not fit " + data.remaining() + " floats");
    }
    this.shape = shape.clone();
    this.data = data.slice();
  }

  /** A vector of these numbers, which are not copied. */
  public static Tensor of(float... numbers) {
    return new Tensor(FloatBuffer.wrap(numbers), numbers.length);
  }

  /** A matrix of these numbers, which are not copied. */
  public static Tensor matrix(float[] numbers, int rows, int columns) {
    return new Tensor(FloatBuffer.wrap(numbers), rows, columns);
  }

  /** Lengths of the axes. */
  public int[] shape() {
    return shape.clone();
  }

  /** Length of the first axis. */
  public int rows() {
    return shape[0];
  }

  /** Floats of one row: the product of all axes but the first. */
  public int columns() {
    return shape[0] == 0 ? 0 : data.capacity() / shape[0];
  }

  /** Copies a row into the beginning of {@code out}. */
  public void row(int row, float[] out) {
    int columns = columns();
    data.get(row * columns, out, 0, columns);
  }

  /** A copy of a row. */
  public float[] row(int row) {
    float[] out = new float[columns()];
    row(row, out);
    return out;
  }

  /**
   * Copies of several rows. They are asked for together before the first is copied: a thousand rows
   * that lie anywhere then come from memory side by side, and not one after the other.
   *
   * @param some their numbers; below 0 for none
   * @return as many, null where there is none
   */
  public float[] @Nullable [] rows(int[] some) {
    int columns = columns();
    float touched = 0;
    for (int row : some) {
      for (int i = 0; row >= 0 && i < columns; i += FLOATS_OF_A_LINE) {
        touched += data.get(row * columns + i);
      }
    }
    float[][] copies = new float[some.length][];
    for (int i = 0; i < some.length; i++) {
      if (some[i] >= 0) {
        copies[i] = new float[columns];
        // Put where it is overwritten, so that the compiler cannot leave the asking out.
        copies[i][0] = touched;
        row(some[i], copies[i]);
      }
    }
    return copies;
  }

  /** A copy of everything. */
  public float[] toArray() {
    float[] all = new float[data.capacity()];
    data.get(0, all);
    return all;
  }

  /** The numbers themselves, read-only, from position 0. */
  public FloatBuffer data() {
    return data.asReadOnlyBuffer().clear();
  }
}
