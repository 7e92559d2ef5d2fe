package io.limpet.trainer.evaluate;

import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.split.Part;
import io.limpet.trainer.split.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several models side by side on the same questions.
 *
 * @param split the protocol and its parts
 * @param figures of every model, part and scope
 * @param lists what each model recommends to the users of the test, in the main scope
 * @param seconds how long each model took to learn for the test
 */
public record Comparison(
    Split split,
    List<Figures> figures,
    Map<String, List<Evaluator.Answer>> lists,
    Map<String, Double> seconds) {

  /** Lets every model choose on validation, learn for the test, and answer in every scope. */
  public static Comparison of(
      Split split,
      List<Model> models,
      List<Scope> scopes,
      ContentFeatures content,
      long seed,
      Progress progress) {
    List<Figures> figures = new ArrayList<>();
    Map<String, List<Evaluator.Answer>> lists = new LinkedHashMap<>();
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Model model : models) {
      progress.say(model.name() + ", validation: " + split.validation().description());
      Evaluator validation = new Evaluator(split.validation());
      Model.Choice choice =
          model.choose(
              set(split.validation(), content, seed, progress),
              trained -> validation.evaluate(model.name(), trained, scopes.getFirst()).main());
      figures.addAll(validation.evaluate(model.name(), choice.trained(), scopes));
      progress.say(model.name() + ", test: " + split.test().description());
      long began = System.nanoTime();
      Recommender recommender = choice.model().train(set(split.test(), content, seed, progress));
      seconds.put(model.name(), (System.nanoTime() - began) / 1e9);
      Evaluator test = new Evaluator(split.test());
      List<Evaluator.Answer> answers = new ArrayList<>();
      figures.addAll(test.evaluate(model.name(), recommender, scopes, answers::add));
      lists.put(model.name(), answers);
    }
    return new Comparison(split, figures, lists, seconds);
  }

  private static TrainingSet set(Part part, ContentFeatures content, long seed, Progress progress) {
    long now = part.training().lastMillis() + 1;
    return new TrainingSet(part.training(), content, now, seed, progress);
  }

  /** The figures of one part and scope, by model. */
  public List<Figures> of(String part, Scope scope) {
    return figures.stream().filter(f -> f.part().equals(part) && f.scope() == scope).toList();
  }
}
