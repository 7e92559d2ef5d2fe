package io.limpet.trainer.ranker;

/**
 * Platt's calibration ("Probabilistic Outputs for Support Vector Machines", 1999): the slope and
 * offset that make {@code sigmoid(slope logit + offset)} likeliest, by Newton's method. It also
 * undoes what drawing few negatives did to the offset.
 */
public final class Calibration {
  /** With fewer hits there is nothing to learn a slope from. */
  static final int FEWEST = 20;

  private static final int STEPS = 50;

  private static final double RIDGE = 1e-6;

  private double slope = 1;
  private double offset;

  private Calibration() {}

  /**
   * Slope and offset; a slope of 0 where there are fewer than {@link #FEWEST} hits, which gives
   * every item the same.
   *
   * @param isHit as many as logits
   */
  public static float[] fit(float[] logits, boolean[] isHit) {
    int hits = 0;
    for (boolean hit : isHit) {
      hits += hit ? 1 : 0;
    }
    double rate = (hits + 0.5) / (logits.length + 1.0);
    double prior = Math.log(rate / (1 - rate));
    if (hits < FEWEST || hits == logits.length) {
      return new float[] {0, (float) prior};
    }
    Calibration fit = new Calibration();
    fit.offset = prior - mean(logits);
    for (int i = 0; i < STEPS && fit.step(logits, isHit); i++) {
      continue;
    }
    // Against its own logits a task would be ranked upside down: then it says nothing.
    return fit.slope > 0 && Double.isFinite(fit.slope) && Double.isFinite(fit.offset)
        ? new float[] {(float) fit.slope, (float) fit.offset}
        : new float[] {0, (float) prior};
  }

  private static double mean(float[] numbers) {
    double sum = 0;
    for (float number : numbers) {
      sum += number;
    }
    return sum / numbers.length;
  }

  /** One step uphill, halved until it is one; whether it was worth it. */
  private boolean step(float[] logits, boolean[] isHit) {
    double g0 = 0;
    double g1 = 0;
    double h00 = RIDGE;
    double h01 = 0;
    double h11 = RIDGE;
    for (int i = 0; i < logits.length; i++) {
      double p = 1 / (1 + Math.exp(-slope * logits[i] - offset));
      double error = (isHit[i] ? 1 : 0) - p;
      double weight = p * (1 - p);
      g0 += error * logits[i];
      g1 += error;
      h00 += weight * logits[i] * logits[i];
      h01 += weight * logits[i];
      h11 += weight;
    }
    double determinant = h00 * h11 - h01 * h01;
    double ofSlope = (h11 * g0 - h01 * g1) / determinant;
    double ofOffset = (h00 * g1 - h01 * g0) / determinant;
    double before = likelihood(logits, isHit, slope, offset);
    for (double length = 1; length > 1e-4; length /= 2) {
      double after =
          likelihood(logits, isHit, slope + length * ofSlope, offset + length * ofOffset);
      if (after > before) {
        slope += length * ofSlope;
        offset += length * ofOffset;
        return after - before > 1e-9 * Math.abs(before);
      }
    }
    return false;
  }

  private static double likelihood(float[] logits, boolean[] isHit, double slope, double offset) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double z = slope * logits[i] + offset;
      double against = isHit[i] ? -z : z;
      sum -= against > 30 ? against : Math.log1p(Math.exp(against));
    }
    return sum;
  }
}
