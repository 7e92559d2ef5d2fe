package io.limpet.trainer.maths;

/**
 * Adam (Kingma and Ba, 2015) on a table of rows, lazily: the moments of a row move only when the
 * row has a gradient. beta1 .9, beta2 .999, epsilon 1e-8, as in the paper. Not thread-safe.
 */
public final class Adam {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final float[] table;
  private final float[] first;
  private final float[] second;
  private int step;

  /** Steps on this table in place. */
  public Adam(float[] table) {
    this.table = table;
    this.first = new float[table.length];
    this.second = new float[table.length];
  }

  /** One step of the rows that the gradient touches, which is cleared. */
  public void step(SparseRows gradient, double rate) {
    begin();
    float scaled = rate(rate);
    int columns = gradient.columns();
    for (int i = 0; i < gradient.count(); i++) {
      int at = gradient.row(i) * columns;
      update(gradient.values(), at, at, columns, scaled);
    }
    gradient.clear();
  }

  /**
   * One step of these rows.
   *
   * @param gradient row i of it belongs to row {@code rows[i]} of the table
   */
  public void step(float[] gradient, int[] rows, int count, int columns, double rate) {
    begin();
    float scaled = rate(rate);
    for (int i = 0; i < count; i++) {
      update(gradient, i * columns, rows[i] * columns, columns, scaled);
    }
  }

  private void begin() {
    step++;
  }

  private float rate(double rate) {
    return (float) (rate * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step)));
  }

  private void update(float[] gradient, int from, int at, int columns, float rate) {
    float epsilon = (float) (EPSILON * Math.sqrt(1 - Math.pow(BETA2, step)));
    for (int c = 0; c < columns; c++) {
      float g = gradient[from + c];
      float m = first[at + c] += (1 - BETA1) * (g - first[at + c]);
      float v = second[at + c] += (1 - BETA2) * (g * g - second[at + c]);
      table[at + c] -= rate * m / ((float) Math.sqrt(v) + epsilon);
    }
  }
}
