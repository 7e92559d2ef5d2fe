package io.limpet.system.bench;

import io.limpet.core.encoder.DecayedMeanEncoder;
import io.limpet.core.event.EventType;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Manifest;
import io.limpet.core.generation.Registry;
import io.limpet.core.generation.Tensor;
import io.limpet.core.ranking.Ranker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A generation of given item vectors, whose encoder takes the mean of what somebody looked at, with
 * a ranker that has learned nothing.
 */
final class UntrainedGeneration {
  private static final String NEVER = "2026-01-01T00:00:00Z";

  private UntrainedGeneration() {}

  /**
   * Writes it.
   *
   * @param vectors of the items, a row each
   */
  static Generation write(
      Registry registry, String name, List<Registry.ItemRow> items, Tensor vectors, long seed) {
    float[] weights = EventType.defaultWeights();
    Map<String, Tensor> tensors = new HashMap<>();
    tensors.put(Generation.ITEM_VECTORS, vectors);
    tensors.put(DecayedMeanEncoder.WEIGHTS, Tensor.of(weights));
    tensors.put(DecayedMeanEncoder.HALF_LIFE_DAYS, Tensor.of(30));
    tensors.put(DecayedMeanEncoder.STEP, Tensor.of(0.9f));
    Ranker ranker = MadeUpRanker.of(seed);
    tensors.putAll(ranker.tensors());
    Map<String, String> parameters = new HashMap<>(ranker.parameters());
    parameters.put("made_up", "true");
    return registry.write(
        manifest(name, vectors.columns(), items.size(), seed, parameters), items, tensors);
  }

  private static Manifest manifest(
      String name, int dimensions, int items, long seed, Map<String, String> parameters) {
    return new Manifest(
        Manifest.FORMAT,
        name,
        NEVER,
        dimensions,
        DecayedMeanEncoder.TYPE,
        null,
        new Manifest.Training(NEVER, NEVER, 0, 0, items, seed, "0".repeat(64)),
        null,
        Map.of(),
        parameters,
        List.of());
  }
}
