package io.limpet.rivals;

import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A model whose looks at validation are noted with how long it had learned until then. */
final class Stopwatch implements Model {
  private final Model model;
  private final List<Look> looks = new ArrayList<>();
  private double choosing;
  private String chosen = "";

  /**
   * A look.
   *
   * @param seconds of learning since the beginning of the choice, without the looks' own time
   * @param score what the judge said
   */
  record Look(double seconds, double score) {}

  Stopwatch(Model model) {
    this.model = model;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public boolean needsContent() {
    return model.needsContent();
  }

  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    long began = System.nanoTime();
    long[] judging = {0};
    Choice choice =
        model.choose(
            set,
            trained -> {
              long from = System.nanoTime();
              double score = judge.applyAsDouble(trained);
              looks.add(new Look((from - began - judging[0]) / 1e9, score));
              judging[0] += System.nanoTime() - from;
              return score;
            });
    choosing = (System.nanoTime() - began) / 1e9;
    chosen = choice.model() instanceof Rival rival ? rival.toString() : "";
    return choice;
  }

  @Override
  public Recommender train(TrainingSet set) {
    return model.train(set);
  }

  /** In order. */
  List<Look> looks() {
    return looks;
  }

  /** Seconds of the whole choice, looks and all. */
  double choosing() {
    return choosing;
  }

  /** The settings of a rival that were chosen, empty for other models. */
  String chosen() {
    return chosen;
  }
}
