package io.limpet.trainer.sequence;

import java.util.Arrays;

/** The gradient of the label table in one step: rows that were touched, one after the other. */
final class LabelGradient {
  private final int width;
  private final int[] place;
  private int[] rows = new int[64];
  private float[] values = new float[0];
  private int count;

  LabelGradient(int labels, int width) {
    this.width = width;
    this.place = new int[labels];
    Arrays.fill(place, -1);
  }

  void add(int[] labels, float by, float[] de, int at) {
    for (int label : labels) {
      int to = touch(label) * width;
      for (int c = 0; c < width; c++) {
        values[to + c] += by * de[at + c];
      }
    }
  }

  private int touch(int label) {
    if (place[label] < 0) {
      if (count == rows.length) {
        rows = Arrays.copyOf(rows, 2 * count);
      }
      if (values.length < (count + 1) * width) {
        values = Arrays.copyOf(values, 2 * (count + 1) * width);
      }
      Arrays.fill(values, count * width, (count + 1) * width, 0);
      rows[count] = label;
      place[label] = count++;
    }
    return place[label];
  }

  void step(RowAdam adam, int step, double rate) {
    adam.step(values, rows, count, step, rate);
    for (int i = 0; i < count; i++) {
      place[rows[i]] = -1;
    }
    count = 0;
  }
}
