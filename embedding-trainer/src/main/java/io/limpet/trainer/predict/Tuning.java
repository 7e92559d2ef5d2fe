package io.limpet.trainer.predict;

import io.limpet.core.prediction.Outputs;
import io.limpet.core.prediction.Predictor;
import io.limpet.trainer.predict.Moments.Example;
import io.limpet.trainer.ranker.Calibration;
import java.util.List;
import java.util.function.Predicate;

/**
 * The few numbers of the model that are set by validation.
 *
 * @param platt slope and offset of coming back and of churn
 * @param level of the value
 * @param trust in what the network says of categories
 * @param isValuedByNetwork whether the network corrects the value of the baseline
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after it was handed over
record Tuning(float[][] platt, float level, float trust, boolean isValuedByNetwork) {
  /** As it is learned with. */
  static final Tuning NONE = new Tuning(new float[][] {{1, 0}, {1, 0}}, 1, 1, true);

  /** No level is further from 1, however few there are to tell it by. */
  private static final double FARTHEST = 2;

  private static final int STEPS = 4;

  /**
   * Of what is known of validation.
   *
   * @param before when validation ends
   * @param bought the cuts of buyers whose value is known
   */
  static Tuning of(Learned learned, List<Example> validation, long before, List<Example> bought) {
    Predictor plain = learned.with(NONE);
    Outputs outputs = new Outputs(plain.categories().size());
    List<Example> returns = validation.stream().filter(of -> of.knowsReturn(before)).toList();
    List<Example> churns = validation.stream().filter(of -> of.knowsChurn(before)).toList();
    float[][] platt = {
      platt(plain, returns, outputs.returns(), Example::returns),
      platt(plain, churns, outputs.churn(), Example::churns)
    };
    List<Example> next = validation.stream().filter(of -> of.knowsCategory(before)).toList();
    return new Tuning(platt, level(plain, bought), trust(learned, next), true);
  }

  Tuning valuedByNetwork(boolean isByNetwork) {
    return new Tuning(platt, level, trust, isByNetwork);
  }

  private static float[] platt(
      Predictor predictor, List<Example> of, int output, Predicate<Example> isHit) {
    float[] logits = new float[of.size()];
    boolean[] hits = new boolean[of.size()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = predictor.outputs(of.get(i).x())[output];
      hits[i] = isHit.test(of.get(i));
    }
    return Calibration.fit(logits, hits);
  }

  /** What came, by what was expected. */
  private static float level(Predictor predictor, List<Example> bought) {
    double expected = bought.stream().mapToDouble(of -> predictor.told(of.x()).value()).sum();
    double came = bought.stream().mapToDouble(Example::value).sum();
    return expected > 0 ? (float) Math.clamp(came / expected, 1 / FARTHEST, FARTHEST) : 1;
  }

  /** The one with the least cross-entropy, of quarters; of equal ones the least. */
  private static float trust(Learned learned, List<Example> next) {
    float best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int step = 0; step <= STEPS; step++) {
      float trust = (float) step / STEPS;
      double loss =
          CategoryJudgement.of("", learned.with(new Tuning(NONE.platt, 1, trust, true)), next)
              .loss();
      if (loss < least) {
        least = loss;
        best = trust;
      }
    }
    return best;
  }
}
