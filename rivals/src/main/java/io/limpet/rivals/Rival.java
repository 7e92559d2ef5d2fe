package io.limpet.rivals;

import io.limpet.trainer.factor.Likes;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A library as a model. It chooses its settings on validation as Limpet's own models do: one
 * setting after the other, every value of its grid, the others at the best so far.
 */
final class Rival implements Model {
  private final String name;
  private final Learner learner;
  private final Map<String, Double> settings;

  Rival(String name, Learner learner) {
    this(name, learner, first(learner.grid()));
  }

  private Rival(String name, Learner learner, Map<String, Double> settings) {
    this.name = name;
    this.learner = learner;
    this.settings = settings;
  }

  private static Map<String, Double> first(Map<String, List<Double>> grid) {
    Map<String, Double> first = new LinkedHashMap<>();
    grid.forEach((setting, values) -> first.put(setting, values.getFirst()));
    return first;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    Choice best = judged(settings, set, judge);
    for (Map.Entry<String, List<Double>> entry : learner.grid().entrySet()) {
      for (double value : entry.getValue().subList(1, entry.getValue().size())) {
        Map<String, Double> tried = new LinkedHashMap<>(((Rival) best.model()).settings);
        tried.put(entry.getKey(), value);
        Choice now = judged(tried, set, judge);
        best = now.score() > best.score() ? now : best;
      }
    }
    return best;
  }

  private Choice judged(
      Map<String, Double> tried, TrainingSet set, ToDoubleFunction<Recommender> judge) {
    Rival model = new Rival(name, learner, tried);
    Recommender trained = model.train(set);
    double score = judge.applyAsDouble(trained);
    set.progress().say("%s with %s: %.4f on validation".formatted(name, tried, score));
    return new Choice(model, trained, score);
  }

  @Override
  public Recommender train(TrainingSet set) {
    Likes likes = Likes.of(set.interactions());
    return learner.learn(likes, settings, set.seed()).recommender(likes);
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
