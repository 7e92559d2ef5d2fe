package io.limpet.core.forecast;

/**
 * What a forecaster says of the weeks to come.
 *
 * @param points pieces of each week, as the measure of absolute errors wants them
 * @param quantiles of each week, at the levels of {@link Quantiles}, ascending, 0 or above
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after it was handed over
public record Outlook(double[] points, double[][] quantiles) {

  public Outlook {
    if (points.length == 0 || points.length != quantiles.length) {
      throw new IllegalArgumentException(
          "%d points and quantiles of %d weeks; give as many, one or more"
              .formatted(points.length, quantiles.length));
    }
  }

  /** How many weeks ahead it looks. */
  public int horizon() {
    return points.length;
  }

  /** The same with medians in place of its points. */
  public Outlook ofMedians() {
    double[] medians = new double[points.length];
    for (int week = 0; week < medians.length; week++) {
      medians[week] = quantiles[week][Quantiles.MEDIAN];
    }
    return new Outlook(medians, quantiles);
  }
}
