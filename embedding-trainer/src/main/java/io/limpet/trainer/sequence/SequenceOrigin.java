package io.limpet.trainer.sequence;

import io.limpet.core.encoder.SequenceEncoder;
import io.limpet.core.generation.ContentProjection;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Tensor;
import io.limpet.core.item.Item;
import io.limpet.core.item.ItemTokens;
import io.limpet.trainer.maths.PrincipalComponents;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.warm.Origin;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * From a generation back to the parameters that a {@link SequenceTrainer} goes on from: the reverse
 * of {@link SequenceExport}. Weights and labels are there as they were. The map of texts is turned
 * to the principal directions of today's catalogue. An item's own part is what its embedding has
 * beyond text and labels, so every item that the generation knows begins where it ended. Of vectors
 * that came along a generation keeps no map, so what they say is part of the item's own at first.
 */
final class SequenceOrigin {
  private static final int CHUNK = 4_096;

  private final Origin origin;
  private final SequenceTrainer trainer;
  private final int width;
  private final Map<String, float[]> parameters;

  private SequenceOrigin(Origin origin, SequenceTrainer trainer) {
    this.origin = origin;
    this.trainer = trainer;
    this.width = trainer.items().width();
    this.parameters = trainer.state();
  }

  /**
   * Puts into the trainer what the generation has learned.
   *
   * @throws GenerationException when a tensor is missing or of another size
   */
  static void fill(
      SequenceTrainer trainer,
      Origin origin,
      ItemFeatures features,
      ContentFeatures content,
      Interactions rows) {
    var filling = new SequenceOrigin(origin, trainer);
    filling.weights();
    if (features.texts() != null) {
      filling.map(features.texts());
    }
    if (features.labels() > 0) {
      filling.labels(content.items(), features.labels());
    }
    filling.items(rows.itemIds());
  }

  private float[] parameter(String name) {
    float[] found = parameters.get(name);
    if (found == null) {
      throw new IllegalStateException("the trainer has no " + name);
    }
    return found;
  }

  private void weights() {
    for (Weight weight : trainer.weights().all()) {
      String name = SequenceEncoder.PREFIX + weight.name;
      float[] learned =
          origin
              .tensor(name)
              .orElseThrow(() -> unlike(name + " is missing, and this training has one"));
      if (learned.length != weight.value.length) {
        throw unlike(
            "%s has %d numbers, and that of this training %d"
                .formatted(name, learned.length, weight.value.length));
      }
      System.arraycopy(learned, 0, weight.value, 0, learned.length);
    }
  }

  private GenerationException unlike(String how) {
    return new GenerationException(
        "generation %s cannot be gone on from: %s; train without --warm-start"
            .formatted(origin.id(), how));
  }

  /** The directions are at right angles, so the map in them is a projection of the map at large. */
  private void map(PrincipalComponents pca) {
    Tensor found = origin.whole().find(ContentProjection.VECTOR_WEIGHT).orElse(null);
    if (found == null) {
      return;
    }
    int texts = pca.mean().length;
    if (found.rows() < texts) {
      throw unlike("its texts have other numbers than those of this training");
    }
    float[] map = parameter("items/map");
    float[] components = pca.components();
    float[] squares = new float[pca.width()];
    Arrays.fill(map, 0);
    for (int i = 0; i < texts; i++) {
      float[] row = found.row(i);
      for (int k = 0; k < pca.width(); k++) {
        float by = components[i * pca.width() + k];
        squares[k] += by * by;
        for (int c = 0; c < width; c++) {
          map[k * width + c] += by * row[c];
        }
      }
    }
    for (int at = 0; at < squares.length * width; at++) {
      map[at] /= Math.max(squares[at / width], Float.MIN_NORMAL);
    }
  }

  /** By their names: with other labels in the catalogue their numbers are others. */
  private void labels(List<Item> items, int buckets) {
    Tensor found = origin.whole().find(ContentProjection.LABELS).orElse(null);
    if (found == null) {
      return;
    }
    float[] labels = parameter("items/labels");
    Set<String> seen = new HashSet<>();
    int[] shared = new int[buckets];
    for (Item item : items) {
      for (String label : ItemTokens.labels(item)) {
        if (seen.add(label)) {
          int number = ItemTokens.number(label, buckets);
          add(found.row(ItemTokens.number(label, found.rows())), labels, number, shared[number]++);
        }
      }
    }
  }

  /** Makes the number's row the mean of its labels, of which so many were added before. */
  private void add(float[] row, float[] labels, int number, int before) {
    for (int c = 0; c < width; c++) {
      int at = number * width + c;
      float sum = before * labels[at] + row[c];
      labels[at] = sum / (before + 1);
    }
  }

  private void items(List<String> itemIds) {
    float[] ids = parameter("items/ids");
    int[] known =
        IntStream.range(0, itemIds.size())
            .filter(item -> origin.row(itemIds.get(item)) >= 0)
            .toArray();
    float[] now = new float[Math.min(CHUNK, known.length) * width];
    float[] then = new float[width];
    for (int from = 0; from < known.length; from += CHUNK) {
      int[] chunk = Arrays.copyOfRange(known, from, Math.min(known.length, from + CHUNK));
      trainer.items().forward(chunk, chunk.length, now);
      for (int j = 0; j < chunk.length; j++) {
        origin.vector(origin.row(itemIds.get(chunk[j])), then, 0, width);
        for (int c = 0; c < width; c++) {
          ids[chunk[j] * width + c] += then[c] - now[j * width + c];
        }
      }
    }
  }
}
