package io.limpet.core.generation;

import io.limpet.core.item.Item;
import io.limpet.core.item.ItemTokens;
import java.util.Optional;

/**
 * Makes vectors for an item that a generation was not trained on, from what it says: an affine map
 * of {@code [text embedding, price features]}, and, if there are any, the embeddings of its labels:
 *
 * <pre>  vector = features W + b + sum over labels of label / sqrt(labels)</pre>
 *
 * <p>Features: the floats of the text encoder, then {@code log1p(price)} and 1 if a price is known,
 * else 0 and 0. Labels are numbered by {@link ItemTokens}; their embeddings may be shorter than the
 * vector and then belong to its first floats. Immutable and thread-safe.
 */
public final class ContentProjection {
  /** Matrix [features, dimensions] and bias [dimensions] of the vector. */
  public static final String VECTOR_WEIGHT = "content.vector.weight";

  public static final String VECTOR_BIAS = "content.vector.bias";

  /** Matrix and bias of the encoder's input; absent when it is the vector itself. */
  public static final String INPUT_WEIGHT = "content.input.weight";

  public static final String INPUT_BIAS = "content.input.bias";

  /** Matrix [buckets, floats] of the embeddings of labels; absent when labels are not used. */
  public static final String LABELS = "content.labels";

  private static final int PRICE_FEATURES = 2;

  private final Affine vector;
  private final Optional<Affine> input;
  private final Optional<Tensor> labels;

  ContentProjection(Affine vector, Optional<Affine> input, Optional<Tensor> labels) {
    this.vector = vector;
    this.input = input;
    this.labels = labels;
  }

  /** The projection that the tensors hold, if any. */
  public static Optional<ContentProjection> of(Tensors tensors) {
    return Affine.find(tensors, VECTOR_WEIGHT, VECTOR_BIAS)
        .map(
            vector ->
                new ContentProjection(
                    vector, Affine.find(tensors, INPUT_WEIGHT, INPUT_BIAS), tensors.find(LABELS)));
  }

  /** Floats that the text encoder must give. */
  public int textDimensions() {
    return vector.inputs() - PRICE_FEATURES;
  }

  /** The features of an item. */
  public static float[] features(float[] text, Item item) {
    float[] features = java.util.Arrays.copyOf(text, text.length + PRICE_FEATURES);
    if (item.price() != null) {
      features[text.length] = (float) Math.log1p(item.price());
      features[text.length + 1] = 1;
    }
    return features;
  }

  /** The text embedding within features. */
  public static float[] text(float[] features) {
    return java.util.Arrays.copyOf(features, features.length - PRICE_FEATURES);
  }

  /**
   * What user vectors are multiplied with.
   *
   * @param text embedding of the item's {@link Item#contentText()}
   */
  public float[] vector(float[] text, Item item) {
    return apply(vector, text, item);
  }

  /** What the user encoder folds. */
  public float[] input(float[] text, Item item) {
    return apply(input.orElse(vector), text, item);
  }

  private float[] apply(Affine affine, float[] text, Item item) {
    float[] sum = affine.apply(features(text, item));
    labels.ifPresent(embeddings -> add(embeddings, item, sum));
    return sum;
  }

  private static void add(Tensor embeddings, Item item, float[] to) {
    int[] own = ItemTokens.of(item, embeddings.rows());
    float by = (float) (1 / Math.sqrt(Math.max(1, own.length)));
    for (int label : own) {
      float[] row = embeddings.row(label);
      for (int c = 0; c < row.length; c++) {
        to[c] += by * row[c];
      }
    }
  }
}
