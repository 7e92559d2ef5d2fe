package io.limpet.trainer.ranker;

import io.limpet.trainer.model.EmbeddingModel;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.train.Embeddings;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A model that learns once from the same interactions and seed, for comparisons of several things
 * that are made of it. Not thread-safe.
 */
public final class Remembered implements EmbeddingModel {
  private record Learned(Interactions rows, long seed) {}

  private final EmbeddingModel model;
  private final Map<Learned, Choice> choices = new HashMap<>();
  private final Map<Learned, Embeddings> trainings = new HashMap<>();

  public Remembered(EmbeddingModel model) {
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
  public Map<String, String> parameters() {
    return model.parameters();
  }

  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    return choices.computeIfAbsent(
        new Learned(set.interactions(), set.seed()),
        key -> {
          Choice made = model.choose(set, judge);
          Remembered chosen = new Remembered((EmbeddingModel) made.model());
          return new Choice(chosen, made.trained(), made.score(), made.curves());
        });
  }

  @Override
  public Embeddings train(TrainingSet set) {
    return trainings.computeIfAbsent(
        new Learned(set.interactions(), set.seed()), key -> model.train(set));
  }
}
