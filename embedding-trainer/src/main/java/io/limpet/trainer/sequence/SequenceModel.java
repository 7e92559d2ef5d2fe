package io.limpet.trainer.sequence;

import io.limpet.trainer.model.EmbeddingModel;
import io.limpet.trainer.model.LearningCurve;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.train.Embeddings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A sequence encoder, {@code ema}, {@code gru} or {@code attention}: {@link SequenceTrainer} finds
 * the parameters, core's SequenceEncoder uses them.
 */
public final class SequenceModel implements EmbeddingModel {
  /** The model is looked at so often in the course of a training. */
  private static final int LOOKS = 12;

  /** Looks without a better figure after which to stop. */
  private static final int PATIENCE = 3;

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
    List<Choice> best = new ArrayList<>();
    List<LearningCurve.Point> curve = new ArrayList<>();
    train(
        set,
        (fitted, epoch, loss, trained) -> {
          double score = judge.applyAsDouble(trained);
          curve.add(new LearningCurve.Point(epoch, loss, score));
          if (best.isEmpty() || score > best.getFirst().score()) {
            best.clear();
            best.add(new Choice(new SequenceModel(fitted, epoch), trained, score));
          }
          int chosen = ((SequenceModel) best.getFirst().model()).epochs;
          return epoch - chosen < PATIENCE * looks(fitted.epochs());
        });
    Choice choice = best.getFirst();
    return new Choice(
        choice.model(),
        choice.trained(),
        choice.score(),
        List.of(new LearningCurve(name(), curve)));
  }

  /** Epochs between looks. */
  private static int looks(int epochs) {
    return Math.max(1, epochs / LOOKS);
  }

  @Override
  public Embeddings train(TrainingSet set) {
    return train(set, null);
  }

  /** Is shown the model now and then. */
  private interface Watcher {
    /**
     * Looks at it.
     *
     * @param fitted the hyper-parameters in use
     * @param epoch how many are done
     * @param loss mean of the last epoch
     * @return whether to go on
     */
    boolean look(SequenceHyper fitted, int epoch, double loss, Embeddings soFar);
  }

  private Embeddings train(TrainingSet set, @Nullable Watcher watcher) {
    int itemCount = set.interactions().items();
    ItemFeatures features =
        hyper.content() ? ItemFeatures.of(set.content()) : ItemFeatures.none(itemCount);
    try (SequenceTrainer trainer =
        new SequenceTrainer(set.interactions(), features, hyper, set.seed())) {
      SequenceHyper fitted = trainer.hyper();
      int last = epochs > 0 ? epochs : fitted.epochs();
      Embeddings result = null;
      try (Progress.Step step =
          set.progress().begin("Training, " + name(), (long) last * trainer.questions())) {
        for (int epoch = 1; epoch <= last; epoch++) {
          double loss = trainer.epoch(epoch - 1, step);
          step.note("epoch %d, loss %.4f".formatted(epoch, loss));
          boolean isLook = watcher != null && epoch % looks(fitted.epochs()) == 0;
          if (isLook || epoch == last) {
            result = SequenceExport.of(trainer, fitted, features, itemCount);
            if (watcher != null && !watcher.look(fitted, epoch, loss, result)) {
              break;
            }
          }
        }
      }
      return Objects.requireNonNull(result);
    }
  }
}
