package io.limpet.trainer.model;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.ItemTable;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.train.Embeddings;
import java.util.ArrayList;
import java.util.List;

/** A generation, wherever it was trained, as a recommender over the items of these interactions. */
public final class GenerationRecommender implements Recommender {
  private final Embeddings embeddings;

  /** Items that the generation does not know stay unknown. */
  public GenerationRecommender(Generation generation, Interactions numbers) {
    ItemTable items = generation.items();
    List<Integer> known = new ArrayList<>();
    for (int item = 0; item < numbers.items(); item++) {
      if (items.row(numbers.itemIds().get(item)) >= 0) {
        known.add(item);
      }
    }
    int dimensions = generation.dimensions();
    int inputs = generation.encoder().inputDimensions();
    float[] vectors = new float[known.size() * dimensions];
    float[] inputRows = new float[known.size() * inputs];
    for (int j = 0; j < known.size(); j++) {
      int row = items.row(numbers.itemIds().get(known.get(j)));
      System.arraycopy(items.vectors().row(row), 0, vectors, j * dimensions, dimensions);
      System.arraycopy(items.inputs().row(row), 0, inputRows, j * inputs, inputs);
    }
    this.embeddings =
        new Embeddings(
            known.stream().mapToInt(Integer::intValue).toArray(),
            vectors,
            inputRows,
            generation.encoder(),
            numbers.items(),
            null);
  }

  @Override
  public void score(List<History> histories, float[][] scores) {
    embeddings.score(histories, scores);
  }
}
