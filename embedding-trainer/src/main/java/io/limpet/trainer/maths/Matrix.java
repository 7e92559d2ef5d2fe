package io.limpet.trainer.maths;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A row-major matrix outside the heap, made once and used for every step: ND4J multiplies it, the
 * hand-written maths reads and writes it through heap arrays. Owned by one thread.
 */
public final class Matrix implements AutoCloseable {
  private final INDArray whole;
  private final FloatBuffer view;
  private final int columns;

  /** Uninitialised; its memory is given back by {@link #close}. */
  public Matrix(int rows, int columns) {
    this.columns = columns;
    this.whole = Nd4j.createUninitialized(DataType.FLOAT, rows, columns);
    this.view =
        new FloatPointer(whole.data().pointer())
            .capacity((long) rows * columns)
            .asByteBuffer()
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  /** Overwrites the first rows. */
  public void put(float[] from, int rows) {
    put(from, 0, rows);
  }

  /** Overwrites the first rows with those of a larger matrix from its row {@code first} on. */
  public void put(float[] from, int first, int rows) {
    view.put(0, from, first * columns, rows * columns);
  }

  /** Reads the first rows. */
  public void get(float[] to, int rows) {
    view.get(0, to, 0, rows * columns);
  }

  /** {@code out = a b}, of the first so many rows of a. */
  public static void timesRows(Matrix a, int rows, Matrix b, Matrix out) {
    Nd4j.gemm(a.top(rows), b.whole, out.top(rows), false, false, 1, 0);
  }

  /** {@code out = a b'}, of the first so many rows of a. */
  public static void timesTransposed(Matrix a, int rows, Matrix b, Matrix out) {
    Nd4j.gemm(a.top(rows), b.whole, out.top(rows), false, true, 1, 0);
  }

  /** {@code out = a' b}, of the first so many rows of a and b. */
  public static void transposedTimes(Matrix a, Matrix b, int rows, Matrix out) {
    Nd4j.gemm(a.top(rows), b.top(rows), out.whole, true, false, 1, 0);
  }

  private INDArray top(int rows) {
    return rows == whole.rows()
        ? whole
        : whole.get(NDArrayIndex.interval(0, rows), NDArrayIndex.all());
  }

  @Override
  public void close() {
    whole.close();
  }
}
