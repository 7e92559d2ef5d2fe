package io.limpet.search.index;

import io.limpet.core.encoder.DecayedMeanEncoder;
import io.limpet.core.event.EventType;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Manifest;
import io.limpet.core.generation.Registry;
import io.limpet.core.generation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes generations of random vectors around random centres, of very different lengths. */
public final class RandomGeneration {
  private RandomGeneration() {}

  public static Generation write(
      Registry registry, String id, int items, int dimensions, long seed) {
    Random random = new Random(seed);
    float[][] centres = new float[Math.max(1, items / 50)][];
    for (int c = 0; c < centres.length; c++) {
      centres[c] = vector(random, dimensions, 1);
    }
    float[] vectors = new float[items * dimensions];
    List<Registry.ItemRow> rows = new ArrayList<>();
    for (int row = 0; row < items; row++) {
      float[] centre = centres[random.nextInt(centres.length)];
      float[] noise = vector(random, dimensions, 0.6);
      double length = Math.exp(random.nextGaussian() * 0.4);
      for (int i = 0; i < dimensions; i++) {
        vectors[row * dimensions + i] = (float) ((centre[i] + noise[i]) * length);
      }
      rows.add(new Registry.ItemRow("i" + row, ""));
    }
    float[] weights = new float[EventType.OF_ITEMS];
    java.util.Arrays.fill(weights, 1);
    return registry.write(
        new Manifest(
            Manifest.FORMAT,
            id,
            "2026-03-01T00:00:00Z",
            dimensions,
            DecayedMeanEncoder.TYPE,
            null,
            new Manifest.Training("", "", 0, 0, items, seed, ""),
            null,
            Map.of(),
            Map.of(),
            List.of()),
        rows,
        Map.of(
            Generation.ITEM_VECTORS, Tensor.matrix(vectors, items, dimensions),
            DecayedMeanEncoder.WEIGHTS, Tensor.of(weights),
            DecayedMeanEncoder.HALF_LIFE_DAYS, Tensor.of(30),
            DecayedMeanEncoder.STEP, Tensor.of(1)));
  }

  static float[] vector(Random random, int dimensions, double scale) {
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (random.nextGaussian() * scale);
    }
    return vector;
  }
}
