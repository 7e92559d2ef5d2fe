package io.limpet.trainer.sequence;

import io.limpet.trainer.model.LearningCurve;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.train.Embeddings;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A sequence encoder, {@code ema}, {@code gru} or {@code attention}: {@link SequenceTrainer} finds
 * the parameters, core's SequenceEncoder uses them.
 */
public final class SequenceModel implements Tunable {
  /** The model is looked at so often in the course of a training. */
  private static final int LOOKS = 8;

  private final SequenceHyper hyper;
  private final int epochs;

  /** A model that trains for as many epochs as suit the data. */
  public SequenceModel(SequenceHyper hyper) {
    this(hyper, 0);
  }

  /**
   * The model with what was chosen.
   *
   * @param epochs after which to stop, 0 for all of them; the learning rate falls as if all were to
   *     come
   */
  private SequenceModel(SequenceHyper hyper, int epochs) {
    this.hyper = hyper;
    this.epochs = epochs;
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
    return new SequenceModel(other);
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
                new SequenceModel(fitted, course.best()),
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
