package io.limpet.core.experiment;

/**
 * A metric of one arm.
 *
 * @param visitors it is an estimate over
 * @param value of the metric
 * @param variance of the estimate: that between visitors, divided by their number
 */
public record Estimate(double visitors, double value, double variance) {
  /** The standard error. */
  public double error() {
    return Math.sqrt(variance);
  }
}
