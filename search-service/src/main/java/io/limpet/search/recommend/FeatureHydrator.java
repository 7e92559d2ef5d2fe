package io.limpet.search.recommend;

import io.limpet.core.profile.RecentItem;
import io.limpet.core.signal.ItemSignals;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.index.Vectors;
import io.limpet.search.recommend.Candidate.Features;
import io.limpet.search.state.Rankings;
import io.limpet.search.state.SignalStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes the features of candidates from vectors and signals. */
final class FeatureHydrator implements Hydrator {
  private static final int RECENT_ITEMS = 3;

  private final SignalStore signals;
  private final NewItems newItems;
  private final Knowledge knowledge;

  FeatureHydrator(Knowledge knowledge) {
    this.signals = knowledge.signals();
    this.newItems = knowledge.newItems();
    this.knowledge = knowledge;
  }

  @Override
  public List<Candidate> hydrate(Query query, List<Candidate> in) {
    Rankings rankings = signals.rankings();
    OpenGeneration generation = query.generation();
    List<float[]> near = generation == null ? List.of() : lookedAt(query, generation);
    Map<Integer, Double> together = knowledge.together(query);
    boolean asksForDue = query.surface().weights().due() > 0;
    PriceBands bands =
        query.surface().weights().price() > 0 ? PriceBands.of(query, knowledge.catalogue()) : null;
    float[] @Nullable [] vectors =
        generation == null
            ? new float[in.size()][]
            : generation.vectors(in.stream().mapToInt(Candidate::number).toArray());
    List<Candidate> hydrated = new ArrayList<>(in.size());
    for (int i = 0; i < vectors.length; i++) {
      Candidate candidate = in.get(i);
      float[] vector = vectors[i];
      ItemSignals of = signals.get(candidate.number());
      hydrated.add(
          candidate.with(
              new Features(
                  Vectors.dot(query.vector(), vector),
                  similarity(near, vector),
                  together.getOrDefault(candidate.number(), 0.0),
                  rankings.trend(of),
                  rankings.popularity(signals.popularity(candidate.number())),
                  newItems.novelty(query, candidate.number(), candidate.stored()),
                  asksForDue && knowledge.due(query, candidate.itemId()) > 0 ? 1 : 0,
                  bands == null ? 0 : bands.nearness(candidate.item()))));
    }
    return hydrated;
  }

  /** The highest cosine, 0 if there is none. */
  private static double similarity(List<float[]> near, float @Nullable [] vector) {
    double length = vector == null ? 0 : Math.sqrt(Vectors.dot(vector, vector));
    if (length == 0 || near.isEmpty()) {
      return 0;
    }
    double highest = Double.NEGATIVE_INFINITY;
    for (float[] one : near) {
      highest = Math.max(highest, Vectors.dot(one, vector));
    }
    return highest / length;
  }

  /**
   * The direction of the item that is looked at, else of those that the visitor looked at last:
   * their vectors at a length of one.
   */
  private static List<float[]> lookedAt(Query query, OpenGeneration generation) {
    List<float[]> vectors = new ArrayList<>();
    float[] context = query.contextItem() < 0 ? null : generation.vector(query.contextItem());
    if (context != null) {
      vectors.add(Vectors.direction(context));
      return vectors;
    }
    for (RecentItem item : query.interests(RECENT_ITEMS)) {
      float[] vector = generation.vector(item.itemId());
      if (vector != null) {
        vectors.add(Vectors.direction(vector));
      }
    }
    return vectors;
  }
}
