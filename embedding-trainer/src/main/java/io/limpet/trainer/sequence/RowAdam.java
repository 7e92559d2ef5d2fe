package io.limpet.trainer.sequence;

import java.util.Map;

/** Lazy Adam on the rows of a table. */
final class RowAdam {
  /** Behind the name of a parameter: what Adam remembers of it. */
  static final String FIRST = "/first";

  static final String SECOND = "/second";

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final float[] table;
  private final int columns;
  private final float[] first;
  private final float[] second;

  RowAdam(float[] table, int columns) {
    this.table = table;
    this.columns = columns;
    this.first = new float[table.length];
    this.second = new float[table.length];
  }

  /** Adds the table and what is remembered of it, the arrays by which a training can go on. */
  void addTo(String name, Map<String, float[]> state) {
    state.put(name, table);
    state.put(name + FIRST, first);
    state.put(name + SECOND, second);
  }

  void step(float[] gradient, int[] rows, int count, int step, double rate) {
    float correction = (float) Math.sqrt(1 - Math.pow(BETA2, step));
    float scaled = (float) (rate * correction / (1 - Math.pow(BETA1, step)));
    for (int i = 0; i < count; i++) {
      update(gradient, i * columns, rows[i] * columns, columns, scaled, EPSILON * correction);
    }
  }

  void stepAll(float[] gradient, int step, double rate) {
    float correction = (float) Math.sqrt(1 - Math.pow(BETA2, step));
    float scaled = (float) (rate * correction / (1 - Math.pow(BETA1, step)));
    update(gradient, 0, 0, table.length, scaled, EPSILON * correction);
  }

  private void update(float[] gradient, int from, int at, int size, float rate, float epsilon) {
    for (int c = 0; c < size; c++) {
      float g = gradient[from + c];
      float m = first[at + c] += (1 - BETA1) * (g - first[at + c]);
      float v = second[at + c] += (1 - BETA2) * (g * g - second[at + c]);
      table[at + c] -= rate * m / ((float) Math.sqrt(v) + epsilon);
    }
  }
}
