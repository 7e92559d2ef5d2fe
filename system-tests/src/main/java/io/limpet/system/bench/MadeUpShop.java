package io.limpet.system.bench;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.core.generation.Tensor;
import io.limpet.core.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A shop of any size with vectors that nobody trained: one cluster a category, lengths between 0.5
 * and 1.5. For measuring what does not depend on the vectors being good.
 *
 * @param items how many
 * @param dimensions floats of a vector
 * @param seed of every random number
 */
record MadeUpShop(int items, int dimensions, long seed) {
  private static final int PER_CATEGORY = 200;
  private static final float SPREAD = 0.6f;

  /** The items of the catalogue. */
  List<Item> catalogue() {
    List<Item> catalogue = new ArrayList<>(items);
    for (int i = 0; i < items; i++) {
      String category = category(i);
      catalogue.add(
          new Item(
              id(i),
              category + " number " + i,
              null,
              List.of(category),
              "Brand " + i % 20,
              1.0 + i % 100,
              "GBP",
              100,
              null,
              List.of()));
    }
    return catalogue;
  }

  /** Writes a generation of the items, with a ranker that costs what a trained one costs. */
  Generation write(Registry registry, String generation) {
    List<Registry.ItemRow> rows = new ArrayList<>(items);
    for (int i = 0; i < items; i++) {
      rows.add(new Registry.ItemRow(id(i), category(i)));
    }
    return UntrainedGeneration.write(
        registry, generation, rows, Tensor.matrix(vectors(), items, dimensions), seed);
  }

  private float[] vectors() {
    Random random = new Random(seed);
    float[][] centres = new float[items / PER_CATEGORY + 1][];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = direction(random);
    }
    float[] all = new float[items * dimensions];
    for (int i = 0; i < items; i++) {
      float[] centre = centres[i / PER_CATEGORY];
      float[] around = direction(random);
      float length = 0.5f + random.nextFloat();
      for (int j = 0; j < dimensions; j++) {
        all[i * dimensions + j] = length * ((1 - SPREAD) * centre[j] + SPREAD * around[j]);
      }
    }
    return all;
  }

  private float[] direction(Random random) {
    float[] x = new float[dimensions];
    double square = 0;
    for (int i = 0; i < dimensions; i++) {
      x[i] = (float) random.nextGaussian();
      square += x[i] * x[i];
    }
    for (int i = 0; i < dimensions; i++) {
      x[i] /= (float) Math.sqrt(square);
    }
    return x;
  }

  private static String id(int item) {
    return "item-" + item;
  }

  private static String category(int item) {
    return "Category " + item / PER_CATEGORY;
  }
}
