package io.limpet.search.recommend;

import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.SignalStore;
import io.limpet.search.state.UserStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.LongSupplier;

/** Wires the pipeline: which sources, filters and scorer there are. */
public final class Recommendations {
  private Recommendations() {}

  /** The recommender with all its parts. */
  public static Recommender recommender(
      Catalogue catalogue,
      UserStore users,
      SignalStore signals,
      NewItems newItems,
      GenerationSwitch generations,
      List<SideEffect> sideEffects,
      MeterRegistry metrics,
      LongSupplier clock) {
    var pipeline =
        new Pipeline(
            Sources.all(catalogue, signals, newItems),
            new FeatureHydrator(signals, newItems),
            Filters.all(),
            new BlendScorer(),
            new DiverseSelector(),
            sideEffects,
            metrics);
    return new Recommender(catalogue, users, generations, pipeline, clock);
  }
}
