package io.limpet.core.prediction;

import io.limpet.core.generation.Tensor;

/**
 * Logits of the category of what comes next: of the visitor's own shares of interest mixed with the
 * popularity of all, corrected by the outputs of the network as far as they are trusted.
 *
 * <pre>
 *   logit_c = ln(0.6 max(0, share_c) + 0.4 popularity_c) + trust o_c
 * </pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class CategoryHead {
  private static final double OWN = 0.6;

  private final float[] popularity;
  private final float trust;

  /**
   * @param popularity share of each category in what visitors did lately, above 0
   * @param trust in the network, from 0 to 1
   */
  public CategoryHead(float[] popularity, float trust) {
    for (float share : popularity) {
      if (!(share > 0)) {
        throw new IllegalArgumentException(
            "popularity has " + share + "; each share has to be above 0");
      }
    }
    this.popularity = popularity.clone();
    this.trust = trust;
  }

  /** Share of each category in what visitors did lately. */
  public Tensor popularity() {
    return Tensor.of(popularity.clone());
  }

  /** How far the network is trusted. */
  public Tensor trust() {
    return Tensor.of(trust);
  }

  /** The same, trusted otherwise. */
  public CategoryHead trusted(float trust) {
    return new CategoryHead(popularity, trust);
  }

  /**
   * A logit a category.
   *
   * @param row of {@link PredictionInputs}, which ends with the shares
   * @param outputs of the network
   * @param from first of them that is a category's
   */
  public double[] logits(float[] row, float[] outputs, int from) {
    double[] logits = new double[popularity.length];
    int shares = row.length - logits.length;
    for (int c = 0; c < logits.length; c++) {
      double mixed = OWN * Math.max(0, row[shares + c]) + (1 - OWN) * popularity[c];
      logits[c] = Math.log(mixed) + trust * outputs[from + c];
    }
    return logits;
  }
}
