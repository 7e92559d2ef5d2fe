package io.limpet.search.recommend;

import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.phrase.Phrases;
import io.limpet.search.rule.RuleStore;
import io.limpet.search.state.UserStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.LongSupplier;

/** Wires the pipeline: which sources, filters and scorer there are. */
public final class Recommendations {
  private Recommendations() {}

  /** The recommender with all its parts. */
  public static Recommender recommender(
      Knowledge knowledge,
      UserStore users,
      GenerationSwitch generations,
      List<SideEffect> sideEffects,
      Pages pages,
      RuleStore rules,
      Phrases phrases,
      MeterRegistry metrics,
      LongSupplier clock) {
    List<Filter> filters = Filters.all(knowledge);
    var pipeline =
        new Pipeline(
            Sources.all(knowledge),
            new FeatureHydrator(knowledge),
            filters,
            new RuledScorer(new RankerScorer(knowledge.rankingFacts(), new BlendScorer())),
            new ExploringSelector(
                new RuledSelector(
                    new DiverseSelector(knowledge.catalogue()),
                    knowledge.catalogue(),
                    Filters.always()),
                knowledge.impressions(),
                knowledge.signals()),
            sideEffects,
            metrics);
    return new Recommender(
        knowledge, users, generations, pipeline, filters, pages, rules, phrases, clock);
  }
}
