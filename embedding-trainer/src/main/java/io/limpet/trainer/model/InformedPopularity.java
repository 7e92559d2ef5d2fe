package io.limpet.trainer.model;

import io.limpet.trainer.read.Interactions;

/**
 * Popularity that knows what the other models are not told: how often the cold items were taken up
 * before the questions. No model without their content can be asked to beat it; one with it should.
 */
public final class InformedPopularity implements Model {
  /** Its name in reports. */
  public static final String NAME = "popularity-informed";

  private final Interactions everything;

  /**
   * Counts these, whatever it is given to learn from.
   *
   * @param everything nothing in it comes after a question
   */
  public InformedPopularity(Interactions everything) {
    this.everything = everything;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Recommender train(TrainingSet set) {
    return new Popularity()
        .train(
            new TrainingSet(
                everything, set.content(), set.nowMillis(), set.seed(), set.progress()));
  }
}
