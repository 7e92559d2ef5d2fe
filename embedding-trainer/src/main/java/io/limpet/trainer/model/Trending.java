package io.limpet.trainer.model;

/** Everybody gets what is taken up most these days: interactions, halved with age. */
public final class Trending implements Model {
  /** The best of 1, 3, 7, 14 and 30 on the validation window of the built-in shop. */
  static final double DEFAULT_HALF_LIFE_DAYS = 3;

  private static final double MILLIS_PER_DAY = 86_400_000;

  private final double halfLifeDays;

  public Trending() {
    this(DEFAULT_HALF_LIFE_DAYS);
  }

  /**
   * Trending over another time.
   *
   * @param halfLifeDays above 0
   */
  public Trending(double halfLifeDays) {
    if (!(halfLifeDays > 0)) {
      throw new IllegalArgumentException("halfLifeDays is " + halfLifeDays + ", not above 0");
    }
    this.halfLifeDays = halfLifeDays;
  }

  @Override
  public String name() {
    return "trending";
  }

  @Override
  public Recommender train(TrainingSet set) {
    var rows = set.interactions();
    float[] trend = new float[rows.items()];
    for (int row = 0; row < rows.size(); row++) {
      if (rows.isInterest(row)) {
        double days = (set.nowMillis() - rows.millis(row)) / MILLIS_PER_DAY;
        trend[rows.item(row)] += (float) Math.pow(0.5, days / halfLifeDays);
      }
    }
    return Popularity.sameForAll(trend);
  }
}
