package io.limpet.trainer.model;

import io.limpet.core.generation.LearningCurve;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A way of learning to recommend. Adding one is a class of this and a line in {@link Models}. */
public interface Model {
  /** Its name on the command line. */
  String name();

  /** Whether it looks at the content of items; encoding texts takes time. */
  default boolean needsContent() {
    return false;
  }

  /**
   * What was chosen on validation.
   *
   * @param model this model with what was chosen
   * @param trained what it learned on the way, and was judged by: what the chosen model would learn
   *     again from the same set, and what answers the test of a split without refit
   * @param score that it was given
   * @param curves how it and what else was tried learned; none for a model without epochs
   */
  record Choice(Model model, Recommender trained, double score, List<LearningCurve> curves) {
    public Choice {
      curves = List.copyOf(curves);
    }

    /** Without curves. */
    public Choice(Model model, Recommender trained, double score) {
      this(model, trained, score, List.of());
    }
  }

  /**
   * Chooses what is to be chosen: hyper-parameters, when to stop. The test is not in sight here.
   *
   * @param judge says how good a recommender is on validation, higher is better
   */
  default Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    Recommender trained = train(set);
    return new Choice(this, trained, judge.applyAsDouble(trained));
  }

  /** Learns. The same set gives the same recommender. */
  Recommender train(TrainingSet set);
}
