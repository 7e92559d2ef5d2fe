package io.limpet.core.experiment;

import java.util.Arrays;

/**
 * The sufficient statistics of an arm: how many visitors, the sum of each of their quantities, and
 * the sum of each product of two. Means, variances, covariances, and with them every estimate here,
 * follow from it; it has the same size however many visitors there are, two of it add up, and what
 * a visitor was counted for before can be taken out again. Mutable, not thread-safe.
 */
public final class Moments {
  private final int dimensions;
  private double count;
  private final double[] sums;
  private final double[] products;

  /** Of no visitor. */
  public Moments(int dimensions) {
    this.dimensions = dimensions;
    this.sums = new double[dimensions];
    this.products = new double[dimensions * (dimensions + 1) / 2];
  }

  /**
   * As it was written.
   *
   * @param sums one a dimension
   * @param products of dimensions 0-0, 1-0, 1-1, 2-0 and so on
   */
  public static Moments of(double count, double[] sums, double[] products) {
    var moments = new Moments(sums.length);
    if (products.length != moments.products.length) {
      throw new IllegalArgumentException(
          "%d products do not go with %d sums".formatted(products.length, sums.length));
    }
    moments.count = count;
    System.arraycopy(sums, 0, moments.sums, 0, sums.length);
    System.arraycopy(products, 0, moments.products, 0, products.length);
    return moments;
  }

  /** Counts one visitor. */
  public void add(float[] visitor) {
    count(visitor, 1);
  }

  /** Takes out one visitor as it was counted. */
  public void remove(float[] visitor) {
    count(visitor, -1);
  }

  private void count(float[] visitor, int times) {
    count += times;
    int at = 0;
    for (int i = 0; i < dimensions; i++) {
      double of = times * (double) visitor[i];
      sums[i] += of;
      if (of == 0) {
        at += i + 1;
        continue;
      }
      for (int j = 0; j <= i; j++) {
        products[at++] += of * visitor[j];
      }
    }
  }

  /** Counts the visitors of another, too. */
  public void add(Moments other) {
    count += other.count;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
    for (int i = 0; i < products.length; i++) {
      products[i] += other.products[i];
    }
  }

  /** How many visitors. */
  public double count() {
    return count;
  }

  /** What their quantities add up to. */
  public double sum(int dimension) {
    return sums[dimension];
  }

  /** The mean of a quantity, 0 of nobody. */
  public double mean(int dimension) {
    return count > 0 ? sums[dimension] / count : 0;
  }

  /** The sample covariance of two quantities, 0 of less than two visitors. */
  public double covariance(int a, int b) {
    if (count < 2) {
      return 0;
    }
    int high = Math.max(a, b);
    double product = products[high * (high + 1) / 2 + Math.min(a, b)];
    double covariance = (product - sums[a] * sums[b] / count) / (count - 1);
    // What rounding leaves of a variance of zero is none.
    return a == b ? Math.max(0, covariance) : covariance;
  }

  /** The sample covariance of two sums of weighted quantities. */
  double covariance(Combination a, Combination b) {
    double sum = 0;
    for (int i = 0; i < a.of().length; i++) {
      for (int j = 0; j < b.of().length; j++) {
        sum += a.weights()[i] * b.weights()[j] * covariance(a.of()[i], b.of()[j]);
      }
    }
    return sum;
  }

  /** The mean of a sum of weighted quantities. */
  double mean(Combination of) {
    double sum = 0;
    for (int i = 0; i < of.of().length; i++) {
      sum += of.weights()[i] * mean(of.of()[i]);
    }
    return sum;
  }

  /**
   * A sum of weighted quantities of each visitor.
   *
   * @param of which
   * @param weights as many
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed
  record Combination(int[] of, double[] weights) {}

  /** The sums, one a dimension. */
  public double[] sums() {
    return sums.clone();
  }

  /** The sums of products of dimensions 0-0, 1-0, 1-1, 2-0 and so on. */
  public double[] products() {
    return products.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Moments that
        && that.count == count
        && Arrays.equals(that.sums, sums)
        && Arrays.equals(that.products, products);
  }

  @Override
  public int hashCode() {
    return 31 * Double.hashCode(count) + Arrays.hashCode(sums);
  }

  @Override
  public String toString() {
    return "Moments[" + count + " " + Arrays.toString(sums) + "]";
  }
}
