package io.limpet.trainer.sequence;

import io.limpet.core.encoder.AttentionEncoder;
import io.limpet.core.encoder.SequenceEncoder;
import io.limpet.core.encoder.UserEncoder;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import io.limpet.trainer.maths.PrincipalComponents;
import io.limpet.trainer.train.ContentMap;
import io.limpet.trainer.train.Embeddings;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * From what a {@link SequenceTrainer} has learned to what core uses. An item that nobody touched is
 * what its text and labels say.
 */
final class SequenceExport {
  private SequenceExport() {}

  static Embeddings of(
      SequenceTrainer trainer, SequenceHyper hyper, ItemFeatures features, int items) {
    Map<String, Tensor> tensors = new HashMap<>();
    for (Weight weight : trainer.weights().all()) {
      tensors.put(SequenceEncoder.PREFIX + weight.name, tensor(weight));
    }
    boolean[] isKnown = new boolean[items];
    for (int item : trainer.known()) {
      isKnown[item] = true;
    }
    int[] placed =
        IntStream.range(0, items).filter(i -> isKnown[i] || features.saysAnything(i)).toArray();
    float[] vectors = new float[placed.length * hyper.width()];
    trainer.items().forward(placed, placed.length, vectors);
    for (int j = 0; j < placed.length; j++) {
      if (!isKnown[placed[j]]) {
        trainer.items().subtractId(placed[j], vectors, j * hyper.width());
      }
    }
    return new Embeddings(
        placed,
        vectors,
        vectors,
        encoder(hyper, new Tensors(tensors)),
        items,
        features.texts() == null ? null : content(trainer.items(), features.texts()));
  }

  static Tensor tensor(Weight weight) {
    float[] values = weight.value.clone();
    return weight.name.endsWith(AttentionCell.DISTANCE)
        ? Tensor.matrix(values, AttentionCell.HEADS, values.length / AttentionCell.HEADS)
        : Tensor.of(values);
  }

  static UserEncoder encoder(SequenceHyper hyper, Tensors tensors) {
    return switch (hyper.cell()) {
      case EMA, GRU -> SequenceEncoder.of(hyper.type(), tensors);
      case ATTENTION -> AttentionEncoder.of(tensors);
    };
  }

  /**
   * The text's part of an embedding as one affine map of what the text encoder gives. A new item
   * has no vector that came along, so of that part it has the mean, which is 0.
   */
  private static ContentMap content(ItemEmbedding items, PrincipalComponents texts) {
    int width = items.width();
    float[] map = items.map();
    float[] mean = texts.mean();
    float[] components = texts.components();
    // Two rows more than the text has numbers: the price, of which nothing was learned.
    float[][] weight = new float[mean.length + ContentMap.PRICE_FEATURES][width];
    float[] bias = new float[width];
    for (int i = 0; i < mean.length; i++) {
      for (int k = 0; k < texts.width(); k++) {
        float by = components[i * texts.width() + k];
        for (int c = 0; c < width; c++) {
          weight[i][c] += by * map[k * width + c];
        }
      }
      for (int c = 0; c < width; c++) {
        bias[c] -= mean[i] * weight[i][c];
      }
    }
    return new ContentMap(weight, bias, weight, bias, items.labelRows());
  }
}
