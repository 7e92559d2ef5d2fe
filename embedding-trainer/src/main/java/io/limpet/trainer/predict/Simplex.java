package io.limpet.trainer.predict;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The downhill simplex of Nelder and Mead ("A simplex method for function minimization", 1965),
 * with their constants: for functions of a few numbers whose slope is not at hand.
 */
final class Simplex {
  private static final int STEPS = 2_000;
  private static final double CLOSE = 1e-9;

  private Simplex() {}

  private record Corner(double[] x, double value) {}

  /** Where the function is least, near a beginning. */
  static double[] least(ToDoubleFunction<double[]> function, double[] begin) {
    int n = begin.length;
    Corner[] corners = new Corner[n + 1];
    for (int i = 0; i <= n; i++) {
      double[] x = begin.clone();
      if (i < n) {
        x[i] += 0.5;
      }
      corners[i] = new Corner(x, function.applyAsDouble(x));
    }
    for (int step = 0; step < STEPS; step++) {
      Arrays.sort(corners, Comparator.comparingDouble(Corner::value));
      if (corners[n].value() - corners[0].value() < CLOSE * (1 + Math.abs(corners[0].value()))) {
        break;
      }
      Corner better = better(function, corners);
      if (better == null) {
        shrink(function, corners);
      } else {
        corners[n] = better;
      }
    }
    Arrays.sort(corners, Comparator.comparingDouble(Corner::value));
    return corners[0].x();
  }

  /** In place of the worst corner; null where none is better. */
  private static @Nullable Corner better(ToDoubleFunction<double[]> function, Corner[] corners) {
    int n = corners.length - 1;
    Corner worst = corners[n];
    double[] centre = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        centre[j] += corners[i].x()[j] / n;
      }
    }
    Corner mirrored = at(function, centre, worst, -1);
    if (mirrored.value() < corners[0].value()) {
      Corner farther = at(function, centre, worst, -2);
      return farther.value() < mirrored.value() ? farther : mirrored;
    }
    if (mirrored.value() < corners[n - 1].value()) {
      return mirrored;
    }
    Corner nearer = at(function, centre, worst, mirrored.value() < worst.value() ? -0.5 : 0.5);
    if (nearer.value() < Math.min(worst.value(), mirrored.value())) {
      return nearer;
    }
    return null;
  }

  private static Corner at(
      ToDoubleFunction<double[]> function, double[] centre, Corner worst, double share) {
    double[] x = new double[centre.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = centre[i] + share * (worst.x()[i] - centre[i]);
    }
    return new Corner(x, function.applyAsDouble(x));
  }

  private static void shrink(ToDoubleFunction<double[]> function, Corner[] corners) {
    double[] best = corners[0].x();
    for (int i = 1; i < corners.length; i++) {
      double[] x = corners[i].x().clone();
      for (int j = 0; j < x.length; j++) {
        x[j] = (x[j] + best[j]) / 2;
      }
      corners[i] = new Corner(x, function.applyAsDouble(x));
    }
  }
}
