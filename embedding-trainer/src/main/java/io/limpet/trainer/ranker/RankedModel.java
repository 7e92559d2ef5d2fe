package io.limpet.trainer.ranker;

import io.limpet.core.ranking.Feature;
import io.limpet.core.ranking.Ranker;
import io.limpet.trainer.evaluate.RankingQuality;
import io.limpet.trainer.model.EmbeddingModel;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.split.Split;
import io.limpet.trainer.train.Embeddings;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A model whose recall a ranker puts in order. The embeddings are chosen and learned as ever; the
 * ranker learns from the answers of the validation part, which they have not seen, and validation
 * is answered by rankers that have not learned from the visitor who asks.
 */
public final class RankedModel implements Model {
  /** What stands between the name of a model and of what ranks it: {@code hybrid+ranker}. */
  public static final String SUFFIX = "+ranker";

  private final EmbeddingModel base;
  private final Split split;
  private final RankerHyper hyper;
  private final String name;
  private final @Nullable FittedRanker fitted;

  /** The model with all features. */
  public RankedModel(EmbeddingModel base, Split split) {
    this(base, split, RankerHyper.DEFAULT, base.name() + SUFFIX, null);
  }

  private RankedModel(
      EmbeddingModel base,
      Split split,
      RankerHyper hyper,
      String name,
      @Nullable FittedRanker fitted) {
    this.base = base;
    this.split = split;
    this.hyper = hyper;
    this.name = name;
    this.fitted = fitted;
  }

  /** The model with a ranker that was learned elsewhere. */
  public static RankedModel of(EmbeddingModel base, Split split, FittedRanker fitted) {
    return new RankedModel(base, split, RankerHyper.DEFAULT, base.name() + SUFFIX, fitted);
  }

  /** What ranks, once it has been chosen on validation. */
  public Optional<Ranker> ranker() {
    return Optional.ofNullable(fitted).map(FittedRanker::ranker);
  }

  /** What answers with the ranker and these embeddings of its model, learned from the set. */
  public Recommender with(Embeddings embeddings, TrainingSet set) {
    if (fitted == null) {
      throw new IllegalStateException(name + " has to be chosen on validation before");
    }
    return recommender(embeddings, set, user -> fitted.ranker(), fitted.quality());
  }

  /** The same without a group of features, under the name {@code hybrid+ranker-demand}. */
  public RankedModel without(Feature.Group group) {
    return new RankedModel(base, split, hyper.without(group), name + "-" + group.label(), null);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean needsContent() {
    return base.needsContent();
  }

  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    Choice choice = base.choose(set, judge);
    Embeddings embeddings = (Embeddings) choice.trained();
    FittedRanker learned =
        RankerTraining.fit(
                split, embeddings, set.content().items(), hyper, set.seed(), set.progress())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "fewer than %d visits to learn ranking from; leave out %s"
                            .formatted(RankerTraining.FEWEST, name)));
    set.progress().say(name + ", validation: " + learned.quality());
    Recommender recommender = recommender(embeddings, set, learned::unaware, learned.quality());
    RankedModel chosen =
        new RankedModel((EmbeddingModel) choice.model(), split, hyper, name, learned);
    return new Choice(chosen, recommender, judge.applyAsDouble(recommender), choice.curves());
  }

  @Override
  public Recommender train(TrainingSet set) {
    Embeddings embeddings = base.train(set);
    if (fitted == null || !Questions.isByTime(split)) {
      return with(embeddings, set);
    }
    Questions questions = Questions.ofTest(split, set.seed());
    Examples examples =
        Examples.replay(questions, embeddings, set.content().items(), set.progress());
    RankingQuality quality = fitted.judge("test", examples);
    set.progress().say(name + ", test: " + quality);
    return recommender(embeddings, set, user -> fitted.ranker(), quality);
  }

  private Recommender recommender(
      Embeddings embeddings, TrainingSet set, IntFunction<Ranker> rankers, RankingQuality quality) {
    Shop shop = new Shop(set.interactions(), set.content().items(), embeddings);
    shop.advance(Long.MAX_VALUE);
    long now = Questions.isByTime(split) ? set.nowMillis() : Long.MIN_VALUE;
    return new RankedRecommender(embeddings, shop, rankers, now, quality);
  }
}
