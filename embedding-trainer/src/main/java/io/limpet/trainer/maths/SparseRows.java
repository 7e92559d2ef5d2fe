package io.limpet.trainer.maths;

import java.util.Arrays;

/** A gradient of a table of which a step touches some rows. Not thread-safe. */
public final class SparseRows {
  private final float[] values;
  private final int columns;
  private final boolean[] isTouched;
  private final int[] touched;
  private int count;

  /** All zero, of a table of this shape. */
  public SparseRows(int rows, int columns) {
    this.values = new float[rows * columns];
    this.columns = columns;
    this.isTouched = new boolean[rows];
    this.touched = new int[rows];
  }

  /** Notes that a row gets a gradient; returns where it begins in {@link #values()}. */
  public int touch(int row) {
    if (!isTouched[row]) {
      isTouched[row] = true;
      touched[count++] = row;
    }
    return row * columns;
  }

  /** All of it, row by row. */
  public float[] values() {
    return values;
  }

  /** Floats a row. */
  public int columns() {
    return columns;
  }

  /** How many rows were touched. */
  public int count() {
    return count;
  }

  /** The i-th row that was touched. */
  public int row(int i) {
    return touched[i];
  }

  /** Zero again, in time of what was touched. */
  public void clear() {
    for (int i = 0; i < count; i++) {
      int at = touched[i] * columns;
      Arrays.fill(values, at, at + columns, 0);
      isTouched[touched[i]] = false;
    }
    count = 0;
  }
}
