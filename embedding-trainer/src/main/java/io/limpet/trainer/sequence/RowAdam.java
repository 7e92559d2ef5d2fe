package io.limpet.trainer.sequence;

import io.limpet.trainer.maths.Moments;
import java.util.Map;

/** Lazy Adam on the rows of a table whose steps the training counts, so that it can go on. */
final class RowAdam {
  /** Behind the name of a parameter: what Adam remembers of it. */
  static final String FIRST = "/first";

  static final String SECOND = "/second";

  private final Moments moments;
  private final int columns;

  RowAdam(float[] table, int columns) {
    this.moments = new Moments(table);
    this.columns = columns;
  }

  /** Adds the table and what is remembered of it, the arrays by which a training can go on. */
  void addTo(String name, Map<String, float[]> state) {
    add(name, moments, state);
  }

  static void add(String name, Moments moments, Map<String, float[]> state) {
    state.put(name, moments.table());
    state.put(name + FIRST, moments.first());
    state.put(name + SECOND, moments.second());
  }

  void step(float[] gradient, int[] rows, int count, int step, double rate) {
    Moments.Pace pace = Moments.Pace.rounded(step, rate);
    for (int i = 0; i < count; i++) {
      moments.step(gradient, i * columns, rows[i] * columns, columns, pace);
    }
  }

  void stepAll(float[] gradient, int step, double rate) {
    moments.step(gradient, 0, 0, moments.table().length, Moments.Pace.rounded(step, rate));
  }
}
