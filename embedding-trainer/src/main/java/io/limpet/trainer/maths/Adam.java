package io.limpet.trainer.maths;

/**
 * Adam on a table of rows, lazily: the {@link Moments} of a row move only when the row has a
 * gradient. Counts its steps. Not thread-safe.
 */
public final class Adam {
  private final Moments moments;
  private int step;

  /** Steps on this table in place. */
  public Adam(float[] table) {
    this.moments = new Moments(table);
  }

  /** One step of the rows that the gradient touches, which is cleared. */
  public void step(SparseRows gradient, double rate) {
    Moments.Pace pace = Moments.Pace.of(++step, rate);
    int columns = gradient.columns();
    for (int i = 0; i < gradient.count(); i++) {
      int at = gradient.row(i) * columns;
      moments.step(gradient.values(), at, at, columns, pace);
    }
    gradient.clear();
  }

  /**
   * One step of these rows.
   *
   * @param gradient row i of it belongs to row {@code rows[i]} of the table
   */
  public void step(float[] gradient, int[] rows, int count, int columns, double rate) {
    Moments.Pace pace = Moments.Pace.of(++step, rate);
    for (int i = 0; i < count; i++) {
      moments.step(gradient, i * columns, rows[i] * columns, columns, pace);
    }
  }
}
