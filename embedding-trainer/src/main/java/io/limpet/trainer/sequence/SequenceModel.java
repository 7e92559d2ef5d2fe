package io.limpet.trainer.sequence;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.LearningCurve;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.train.Embeddings;
import io.limpet.trainer.warm.Origin;
import io.limpet.trainer.warm.WarmStart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A sequence encoder, {@code ema}, {@code gru} or {@code attention}: {@link SequenceTrainer} finds
 * the parameters, core's SequenceEncoder uses them.
 */
public final class SequenceModel implements Tunable, WarmStart {
  /** The model is looked at so often in the course of a training. */
  private static final int LOOKS = 8;

  /**
   * Epochs of a warm start: enough for what is new, which began as random numbers; docs/training.md
   * has the figures.
   */
  private static final int WARM_EPOCHS = 2;

  /** Learning rate of a warm start at the peak: the default's leaves much of what was learned. */
  private static final double WARM_RATE = 5e-4;

  private final SequenceHyper hyper;
  private final int epochs;
  private final @Nullable Origin origin;

  /** A model that trains for as many epochs as suit the data. */
  public SequenceModel(SequenceHyper hyper) {
    this(hyper, 0, null);
  }

  /**
   * The model with what was chosen.
   *
   * @param epochs after which to stop, 0 for all of them; the learning rate falls as if all were to
   *     come
   * @param origin what its trainings begin from, null for nothing
   */
  private SequenceModel(SequenceHyper hyper, int epochs, @Nullable Origin origin) {
    this.hyper = hyper;
    this.epochs = epochs;
    this.origin = origin;
  }

  /** The model with the defaults. */
  public static SequenceModel of(SequenceHyper.Cell cell) {
    return new SequenceModel(SequenceHyper.of(cell));
  }

  @Override
  public String name() {
    return hyper.type();
  }

  @Override
  public SequenceHyper hyper() {
    return hyper;
  }

  @Override
  public SequenceModel with(SequenceHyper other) {
    if (origin != null) {
      requireSame("width", hyper.width(), other.width());
      requireSame("blocks", hyper.blocks(), other.blocks());
      requireSame("cell", hyper.cell(), other.cell());
      requireSame("content", hyper.content(), other.content());
    }
    return new SequenceModel(other, 0, origin);
  }

  private void requireSame(String name, Object its, Object other) {
    if (!its.equals(other)) {
      throw new IllegalArgumentException(
          "%s is %s, and generation %s was trained with %s; leave it out, or train without --warm-start"
              .formatted(name, other, Objects.requireNonNull(origin).id(), String.valueOf(its)));
    }
  }

  @Override
  public SequenceModel from(Generation generation) {
    Origin found = Origin.sequence(generation);
    Map<String, String> settings = new HashMap<>(found.parameters());
    settings.keySet().retainAll(SequenceSettings.names());
    if (!settings.getOrDefault("cell", "").equals(name())) {
      throw new GenerationException(
          "generation %s has an encoder of type %s%s; %s cannot go on from it, train without --warm-start"
              .formatted(
                  found.id(),
                  found.encoder(),
                  settings.isEmpty() ? " and does not say what it was trained with" : "",
                  name()));
    }
    SequenceHyper its = SequenceSettings.apply(hyper, settings);
    settings.put("epochs", String.valueOf(WARM_EPOCHS));
    settings.put("learning_rate", String.valueOf(Math.min(its.learningRate(), WARM_RATE)));
    return new SequenceModel(SequenceSettings.apply(hyper, settings), 0, found);
  }

  @Override
  public boolean needsContent() {
    return hyper.content();
  }

  @Override
  public Map<String, String> parameters() {
    Map<String, String> all = hyper.asMap();
    all.put("epochs_chosen", String.valueOf(epochs));
    return all;
  }

  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    return run(
        set,
        judge,
        (course, fitted) ->
            new Choice(
                new SequenceModel(fitted, course.best(), origin),
                course.result(),
                course.bestScore(),
                List.of(new LearningCurve(name(), course.curve()))));
  }

  @Override
  public Embeddings train(TrainingSet set) {
    return run(set, null, (course, fitted) -> course.result());
  }

  /**
   * Trains.
   *
   * @param judge of what is learned on the way, or null
   * @param end makes something of the course and the hyper-parameters in use
   */
  private <T> T run(
      TrainingSet set,
      @Nullable ToDoubleFunction<Recommender> judge,
      BiFunction<Course, SequenceHyper, T> end) {
    int itemCount = set.interactions().items();
    ItemFeatures features =
        hyper.content() ? ItemFeatures.of(set.content()) : ItemFeatures.none(itemCount);
    try (SequenceTrainer trainer =
        new SequenceTrainer(set.interactions(), features, hyper, set.seed())) {
      SequenceHyper fitted = trainer.hyper();
      if (origin != null) {
        SequenceOrigin.fill(trainer, origin, features, set.content(), set.interactions());
      }
      int last = epochs > 0 ? epochs : fitted.epochs();
      Course course =
          new Course(
              trainer,
              () -> SequenceExport.of(trainer, fitted, features, itemCount),
              set.checkpoint().of(name()),
              judge,
              Math.max(1, fitted.epochs() / LOOKS));
      try (Progress.Step step =
          set.progress()
              .begin("Training, " + name(), (long) last * trainer.questions(), "examples")) {
        course.run(last, step);
      }
      return end.apply(course, fitted);
    }
  }
}
