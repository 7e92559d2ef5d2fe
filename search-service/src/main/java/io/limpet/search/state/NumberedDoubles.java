package io.limpet.search.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * What {@link Numbered} is for values that are a number each, 0 where none was set: they lie side
 * by side, so that whoever goes through many hardly waits for memory. One thread writes, any number
 * read.
 */
final class NumberedDoubles {
  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(double[].class);

  private volatile double[] values = new double[1024];

  double get(int number) {
    double[] now = values;
    return number >= 0 && number < now.length ? (double) ELEMENT.getOpaque(now, number) : 0;
  }

  void set(int number, double value) {
    double[] now = values;
    if (number >= now.length) {
      now = Arrays.copyOf(now, Math.max(number + 1, now.length * 2));
      values = now;
    }
    ELEMENT.setOpaque(now, number, value);
  }
}
