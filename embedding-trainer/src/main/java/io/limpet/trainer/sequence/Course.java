package io.limpet.trainer.sequence;

import io.limpet.core.generation.LearningCurve;
import io.limpet.trainer.checkpoint.Checkpoint;
import io.limpet.trainer.checkpoint.CheckpointException;
import io.limpet.trainer.checkpoint.Snapshot;
import io.limpet.trainer.model.DivergedException;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.train.Embeddings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One training, epoch after epoch, from its last checkpoint where there is one: what comes out is
 * the same to the last bit. With a judge it is looked at now and then, the best is kept, and it
 * ends when nothing better comes.
 *
 * <p>Two files: {@code course} after every epoch, and {@code best-N} where epoch N was better than
 * all before. The first names the second, and is written after it.
 */
final class Course {
  /** Looks without a better figure after which to stop. */
  private static final int PATIENCE = 2;

  private static final String FILE = "course";

  private final SequenceTrainer trainer;
  private final Export export;
  private final Checkpoint checkpoint;
  private final @Nullable ToDoubleFunction<Recommender> judge;
  private final int everyEpochs;
  private final List<LearningCurve.Point> curve = new ArrayList<>();
  private @Nullable Embeddings result;
  private int best;

  /** The best whose file is there, 0 for none; behind {@link #best} when a disk was full. */
  private int bestOnDisk;

  /** The best that the file of the course names. */
  private int named;

  private double bestScore = Double.NEGATIVE_INFINITY;
  private double loss = Double.NaN;
  private int done;

  /** What was learned, as it is served. */
  interface Export {
    Embeddings now();
  }

  /**
   * A training.
   *
   * @param judge says how good a look is, higher is better; null when nothing is to be chosen, and
   *     the last epoch is the best
   * @param everyEpochs between looks
   */
  Course(
      SequenceTrainer trainer,
      Export export,
      Checkpoint checkpoint,
      @Nullable ToDoubleFunction<Recommender> judge,
      int everyEpochs) {
    this.trainer = trainer;
    this.export = export;
    this.checkpoint = checkpoint;
    this.judge = judge;
    this.everyEpochs = everyEpochs;
  }

  /** Trains up to this epoch, from 1, or until a judge has seen enough. */
  void run(int last, Progress.Step step) {
    restore();
    while (done < last && !isPastBest()) {
      loss = trainer.epoch(done, step);
      done++;
      if (judge != null) {
        curve.add(new LearningCurve.Point(done, loss, isLook(last) ? look(judge) : null));
      }
      String seen = best > 0 ? ", validation %.4f (epoch %d)".formatted(bestScore, best) : "";
      step.note("epoch %d, loss %.4f%s".formatted(done, loss, seen));
      save();
    }
    if (judge == null) {
      result = export.now();
      best = done;
    }
  }

  /** What the best epoch has learned. */
  Embeddings result() {
    return Objects.requireNonNull(result, "call run first");
  }

  /** The best epoch, from 1. */
  int best() {
    return best;
  }

  /** What the judge said of it. */
  double bestScore() {
    return bestScore;
  }

  List<LearningCurve.Point> curve() {
    return curve;
  }

  private boolean isLook(int last) {
    return done % everyEpochs == 0 || done == last;
  }

  private boolean isPastBest() {
    return best > 0 && done - best >= PATIENCE * everyEpochs;
  }

  /** What the judge says of it by now. */
  private double look(ToDoubleFunction<Recommender> of) {
    Embeddings now = export.now();
    double score = of.applyAsDouble(now);
    if (best > 0 && !(score > bestScore)) {
      return score;
    }
    best = done;
    bestScore = score;
    result = now;
    Snapshot snapshot = new Snapshot("best, " + title(), Map.of(), learned());
    if (checkpoint.save(file(best), snapshot)) {
      bestOnDisk = best;
    }
    return score;
  }

  private static String file(int best) {
    return "best-" + best;
  }

  private String title() {
    return "epoch " + done;
  }

  /** The arrays without Adam's. */
  private Map<String, float[]> learned() {
    Map<String, float[]> learned = trainer.state();
    learned
        .keySet()
        .removeIf(name -> name.endsWith(RowAdam.FIRST) || name.endsWith(RowAdam.SECOND));
    return learned;
  }

  /** A course without its best would be of no use; what is there stays until there is a better. */
  private void save() {
    if (judge == null || best == bestOnDisk) {
      saveCourse();
    }
    checkpoint.keepOnly(FILE, file(named), file(bestOnDisk));
  }

  private void saveCourse() {
    Map<String, float[]> state = trainer.state();
    requireFinite(state);
    Map<String, String> facts = new HashMap<>();
    facts.put("epoch", String.valueOf(done));
    facts.put("steps", String.valueOf(trainer.steps()));
    facts.put("loss", String.valueOf(loss));
    facts.put("best", String.valueOf(best));
    StringJoiner points = new StringJoiner(" ");
    for (LearningCurve.Point point : curve) {
      points.add(point.epoch() + ":" + told(point.loss()) + ":" + told(point.score()));
    }
    facts.put("curve", points.toString());
    if (checkpoint.save(FILE, new Snapshot(title(), facts, state))) {
      named = best;
    }
  }

  private static String told(@Nullable Double value) {
    return value == null ? "" : value.toString();
  }

  private static @Nullable Double known(String told) {
    return told.isEmpty() ? null : Double.valueOf(told);
  }

  /** So that the last checkpoint is a good one: the last step's harm is not in its own loss. */
  private void requireFinite(Map<String, float[]> state) {
    for (float[] array : state.values()) {
      for (float number : array) {
        if (!Float.isFinite(number)) {
          throw new DivergedException(
              number, trainer.steps(), done, trainer.hyper().learningRate());
        }
      }
    }
  }

  private void restore() {
    Map<String, String> facts = checkpoint.load(FILE, trainer.state()).orElse(Map.of());
    if (facts.isEmpty()) {
      return;
    }
    for (String point : facts.getOrDefault("curve", "").split(" ")) {
      if (!point.isEmpty()) {
        String[] parts = point.split(":", -1);
        curve.add(
            new LearningCurve.Point(Integer.parseInt(parts[0]), known(parts[1]), known(parts[2])));
      }
    }
    best = Integer.parseInt(facts.getOrDefault("best", "0"));
    if (best > 0) {
      if (checkpoint.load(file(best), learned()).isEmpty()) {
        throw new CheckpointException(
            file(best) + " is missing among the checkpoints; leave out --resume to start anew");
      }
      bestOnDisk = best;
      named = best;
      result = export.now();
      for (LearningCurve.Point point : curve) {
        Double score = point.score();
        bestScore = point.epoch() == best && score != null ? score : bestScore;
      }
      checkpoint.load(FILE, trainer.state());
    }
    done = Integer.parseInt(facts.getOrDefault("epoch", "0"));
    loss = Double.parseDouble(facts.getOrDefault("loss", "NaN"));
    trainer.resumeAfter(Integer.parseInt(facts.getOrDefault("steps", "0")));
  }
}
