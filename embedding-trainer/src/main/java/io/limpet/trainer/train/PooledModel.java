package io.limpet.trainer.train;

import io.limpet.core.encoder.PooledEncoder;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.LearningCurve;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.warm.Origin;
import io.limpet.trainer.warm.WarmStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The model behind a generation: {@link PooledTrainer} finds the parameters, core's {@link
 * PooledEncoder} uses them.
 */
public final class PooledModel implements WarmStart {
  /** Its name on the command line. */
  public static final String NAME = "pooled";

  /** Epochs without a better figure on validation after which to stop. */
  private static final int PATIENCE = 3;

  /** Epochs that the second pace has before it is compared with the first. */
  private static final int LEAD = 2;

  /** Epochs of a warm start; on the built-in shop as good as the ten of a full training. */
  private static final int WARM_EPOCHS = 4;

  /** Looks at a training after every epoch. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * An epoch is done.
     *
     * @param epoch from 1
     * @param loss mean loss on what is learned from
     * @return false ends the training
     */
    boolean goesOn(int epoch, double loss, Embeddings soFar);
  }

  private final Hyper hyper;
  private final int epochs;
  private final @Nullable Origin origin;

  public PooledModel() {
    this(Hyper.DEFAULT, Hyper.DEFAULT.epochs());
  }

  /**
   * The model with other hyper-parameters.
   *
   * @param epochs after which to stop; the learning rate falls as if all of them were to come
   */
  public PooledModel(Hyper hyper, int epochs) {
    this(hyper, epochs, null);
  }

  private PooledModel(Hyper hyper, int epochs, @Nullable Origin origin) {
    this.hyper = hyper;
    this.epochs = epochs;
    this.origin = origin;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PooledModel from(Generation generation) {
    Origin found = Origin.pooled(generation);
    int channels = found.tensor(PooledEncoder.DECAYS).map(decays -> decays.length).orElse(0);
    String pace = found.parameter("pace").orElse("");
    if (channels == 0 || pace.isEmpty()) {
      throw new GenerationException(
          "generation %s has an encoder of type %s%s; pooled cannot go on from it, train without --warm-start"
              .formatted(
                  found.id(),
                  found.encoder(),
                  pace.isEmpty() ? " and does not say what it was trained with" : ""));
    }
    if (channels != hyper.channels()) {
      throw new GenerationException(
          "generation %s has %d channels, and pooled %d; train without --warm-start"
              .formatted(found.id(), channels, hyper.channels()));
    }
    Hyper its = hyper.at(Hyper.Pace.valueOf(pace.toUpperCase(Locale.ROOT))).with(WARM_EPOCHS);
    return new PooledModel(its, WARM_EPOCHS, found);
  }

  /** Tries both paces, and stops each when it gets no better; the second also when it is behind. */
  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    List<Double> toBeat = new ArrayList<>();
    Choice slow = chooseEpochs(hyper.at(Hyper.Pace.SLOW), set, judge, List.of(), toBeat);
    Choice mixed = chooseEpochs(hyper.at(Hyper.Pace.MIXED), set, judge, toBeat, new ArrayList<>());
    Choice better = mixed.score() > slow.score() ? mixed : slow;
    List<LearningCurve> curves = new ArrayList<>(slow.curves());
    curves.addAll(mixed.curves());
    return new Choice(better.model(), better.trained(), better.score(), curves);
  }

  /**
   * Trains until it is clear that nothing better will come.
   *
   * @param toBeat scores of another by epoch; none when there is no other
   * @param curve is given the scores of this one
   */
  private static Choice chooseEpochs(
      Hyper hyper,
      TrainingSet set,
      ToDoubleFunction<Recommender> judge,
      List<Double> toBeat,
      List<Double> curve) {
    List<Choice> best = new ArrayList<>();
    List<LearningCurve.Point> points = new ArrayList<>();
    new PooledModel(hyper, hyper.epochs())
        .train(
            set,
            (epoch, loss, trained) -> {
              double score = judge.applyAsDouble(trained);
              curve.add(score);
              points.add(new LearningCurve.Point(epoch, loss, score));
              if (best.isEmpty() || score > best.getLast().score()) {
                best.add(new Choice(new PooledModel(hyper, epoch), trained, score));
              }
              boolean isBehind =
                  epoch >= LEAD && epoch <= toBeat.size() && score < toBeat.get(epoch - 1);
              return !isBehind && epoch - ((PooledModel) best.getLast().model()).epochs < PATIENCE;
            });
    Choice last = best.getLast();
    String label = hyper.pace().name().toLowerCase(Locale.ROOT);
    return new Choice(
        last.model(), last.trained(), last.score(), List.of(new LearningCurve(label, points)));
  }

  @Override
  public Map<String, String> parameters() {
    Map<String, String> all = hyper.asMap();
    all.put("epochs_chosen", String.valueOf(epochs));
    return all;
  }

  @Override
  public Embeddings train(TrainingSet set) {
    return train(set, (epoch, loss, soFar) -> true);
  }

  /**
   * Trains, and shows the model after every epoch.
   *
   * @param watcher is shown the model after every epoch
   */
  public Embeddings train(TrainingSet set, Watcher watcher) {
    try (PooledTrainer trainer = new PooledTrainer(set.interactions(), hyper, set.seed());
        Progress.Step step =
            set.progress()
                .begin(
                    "Training, " + hyper.pace(), (long) epochs * trainer.samples(), "examples")) {
      if (origin != null) {
        trainer.begin(origin);
      }
      Embeddings result = embeddings(trainer, set);
      for (int epoch = 0; epoch < epochs; epoch++) {
        double loss = trainer.epoch(epoch, step);
        step.note("epoch %d, loss %.4f".formatted(epoch + 1, loss));
        result = embeddings(trainer, set);
        if (!watcher.goesOn(epoch + 1, loss, result)) {
          break;
        }
      }
      return result;
    }
  }

  private Embeddings embeddings(PooledTrainer trainer, TrainingSet set) {
    int channels = hyper.channels();
    int[] known = trainer.knownItems();
    float[] vectors = new float[known.length * (channels + 1)];
    float[] inputs = new float[known.length * channels];
    double mean = 0;
    for (int j = 0; j < known.length; j++) {
      System.arraycopy(
          trainer.parameters().inputs, known[j] * channels, inputs, j * channels, channels);
      System.arraycopy(
          trainer.parameters().outputs, known[j] * channels, vectors, j * (channels + 1), channels);
      float popularity = trainer.popularity(known[j], set.nowMillis());
      vectors[j * (channels + 1) + channels] = popularity;
      mean += popularity / known.length;
    }
    // What all items have in common changes no order, and shorter vectors are found sooner.
    for (int j = 0; j < known.length; j++) {
      vectors[j * (channels + 1) + channels] -= (float) mean;
    }
    var encoder =
        new PooledEncoder(
            hyper.weights(), hyper.decays(), (float) hyper.shrink(), (float) hyper.power());
    return new Embeddings(known, vectors, inputs, encoder, set.interactions().items(), null);
  }
}
