package io.limpet.trainer.tower;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What items or users are labelled with, as rows of numbers for a network.
 *
 * <p>A token is a random vector that depends on nothing but its letters; the tokens of a row are
 * summed, weighted by how rare they are, and the sum is brought to length 1: two rows come near
 * each other by as much as they share, which a network can learn to stretch (Johnson and
 * Lindenstrauss, 1984).
 */
final class TokenRows {
  private TokenRows() {}

  /**
   * A row for each, zeros where there is no token.
   *
   * @param tokens of each row, in an order that is the same every time, as sums round by it
   * @param columns above 0
   */
  static float[] of(List<? extends Collection<String>> tokens, int columns) {
    Map<String, Integer> counts = new HashMap<>();
    tokens.forEach(own -> own.forEach(token -> counts.merge(token, 1, Integer::sum)));
    Map<String, float[]> vectors = new HashMap<>();
    float[] rows = new float[tokens.size() * columns];
    for (int i = 0; i < tokens.size(); i++) {
      float[] sum = new float[columns];
      for (String token : tokens.get(i)) {
        float rarity = (float) Math.log(1 + (double) tokens.size() / counts.getOrDefault(token, 1));
        float[] vector = vectors.computeIfAbsent(token, t -> random(t, columns));
        for (int c = 0; c < columns; c++) {
          sum[c] += rarity * vector[c];
        }
      }
      toUnitLength(sum);
      System.arraycopy(sum, 0, rows, i * columns, columns);
    }
    return rows;
  }

  private static float[] random(String token, int size) {
    var random = new SplittableRandom(token.hashCode() * 0x9E3779B97F4A7C15L);
    float[] vector = new float[size];
    for (int c = 0; c < size; c++) {
      vector[c] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static void toUnitLength(float[] vector) {
    double squares = 0;
    for (float v : vector) {
      squares += v * v;
    }
    if (squares == 0) {
      return;
    }
    float scale = (float) (1 / Math.sqrt(squares));
    for (int c = 0; c < vector.length; c++) {
      vector[c] *= scale;
    }
  }

  /**
   * Brings each of these columns to mean 0, and all of them together to a mean square of 1 a
   * column. Rows that say nothing keep zeros: the mean of the others.
   */
  static void standardise(float[] rows, int columns, int from, int to, boolean[] says) {
    double squares = 0;
    int count = 0;
    for (boolean s : says) {
      count += s ? 1 : 0;
    }
    for (int c = from; c < to; c++) {
      double mean = 0;
      for (int i = 0; i < says.length; i++) {
        mean += says[i] ? rows[i * columns + c] / count : 0;
      }
      for (int i = 0; i < says.length; i++) {
        float centred = says[i] ? (float) (rows[i * columns + c] - mean) : 0;
        rows[i * columns + c] = centred;
        squares += (double) centred * centred;
      }
    }
    if (squares > 0) {
      float scale = (float) Math.sqrt((double) count * (to - from) / squares);
      for (int i = 0; i < says.length; i++) {
        for (int c = from; c < to; c++) {
          rows[i * columns + c] *= scale;
        }
      }
    }
  }
}
