package io.limpet.trainer.hybrid;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.LearningCurve;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.sequence.SequenceHyper;
import io.limpet.trainer.sequence.SequenceModel;
import io.limpet.trainer.sequence.Tunable;
import io.limpet.trainer.train.ContentTower;
import io.limpet.trainer.train.Embeddings;
import io.limpet.trainer.train.PooledModel;
import io.limpet.trainer.warm.Origin;
import io.limpet.trainer.warm.WarmStart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A sequence encoder, which knows what comes after what and what items say, and the pooled one,
 * which knows lasting taste and what everybody wants now, as one: the score is the sum of both, the
 * second multiplied by a weight that is chosen on validation. Both are logits of a softmax over the
 * same items, so the sum is a product of their opinions. Served as one vector (core's
 * HybridEncoder); when one part alone is better, it is served alone.
 */
public final class HybridModel implements Tunable, WarmStart {
  /** Its name on the command line. */
  public static final String NAME = "hybrid";

  /** Tried first; then what lies halfway to the neighbours of the best. */
  private static final double[] SHARES = {0, 0.15, 0.3, 0.5, 0.7, 0.85, 1};

  private static final double HALFWAY = 0.075;

  private final SequenceModel sequence;
  private final PooledModel pooled;
  private final double share;

  public HybridModel() {
    this(SequenceModel.of(SequenceHyper.Cell.EMA), new PooledModel(), 0.5);
  }

  /**
   * A hybrid of these.
   *
   * @param share of the second in the sum, 0 (the first alone) to 1 (the second alone)
   */
  HybridModel(SequenceModel sequence, PooledModel pooled, double share) {
    this.sequence = sequence;
    this.pooled = pooled;
    this.share = share;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SequenceHyper hyper() {
    return sequence.hyper();
  }

  @Override
  public HybridModel with(SequenceHyper hyper) {
    return new HybridModel(sequence.with(hyper), pooled, share);
  }

  /** A part that the generation was published without is left out again. */
  @Override
  public HybridModel from(Generation generation) {
    double its =
        Origin.share(generation)
            .orElseThrow(
                () ->
                    new GenerationException(
                        "generation %s was not made by hybrid, it has an encoder of type %s; name its model with --model, or train without --warm-start"
                            .formatted(generation.id(), generation.manifest().encoder())));
    return new HybridModel(
        its == 1 ? sequence : sequence.from(generation),
        its == 0 ? pooled : pooled.from(generation),
        its);
  }

  @Override
  public boolean needsContent() {
    return true;
  }

  @Override
  public Map<String, String> parameters() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(Origin.POOLED_SHARE, String.valueOf(share));
    sequence.parameters().forEach((name, value) -> all.put("sequence." + name, value));
    pooled.parameters().forEach((name, value) -> all.put("pooled." + name, value));
    return all;
  }

  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    Choice second = pooled.choose(set, judge);
    Choice first = sequence.choose(set, judge);
    Embeddings one = (Embeddings) first.trained();
    Embeddings two = (Embeddings) second.trained();
    double best = 0;
    double score = first.score();
    for (double tried : SHARES) {
      double its =
          tried == 0
              ? first.score()
              : tried == 1 ? second.score() : judge.applyAsDouble(sum(one, two, tried));
      if (its > score) {
        best = tried;
        score = its;
      }
    }
    for (double tried : new double[] {best - HALFWAY, best + HALFWAY}) {
      if (tried > 0 && tried < 1) {
        double its = judge.applyAsDouble(sum(one, two, tried));
        if (its > score) {
          best = tried;
          score = its;
        }
      }
    }
    set.progress().say("share of pooled in the sum: %.3f".formatted(best));
    List<LearningCurve> curves = new ArrayList<>(first.curves());
    curves.addAll(second.curves());
    return new Choice(
        new HybridModel((SequenceModel) first.model(), (PooledModel) second.model(), best),
        sum(one, two, best),
        score,
        curves);
  }

  @Override
  public Embeddings train(TrainingSet set) {
    if (share == 1) {
      return pooled.train(set);
    }
    if (share == 0) {
      return sequence.train(set);
    }
    return sum(sequence.train(set), withContent(pooled.train(set), set), share);
  }

  private static Embeddings sum(Embeddings first, Embeddings second, double share) {
    if (share == 0) {
      return first;
    }
    if (share == 1) {
      return second;
    }
    return first.beside(second, (float) (share / (1 - share)));
  }

  private static Embeddings withContent(Embeddings pooled, TrainingSet set) {
    return set.content().rows().isEmpty()
        ? pooled
        : pooled.with(ContentTower.fit(pooled, set.content(), set.seed(), set.progress()).map());
  }
}
