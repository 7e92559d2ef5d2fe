package io.limpet.core.generation;

import io.limpet.core.item.Item;
import java.util.Optional;

/**
 * Makes vectors for an item that a generation was not trained on, from what it says: an affine map
 * of {@code [text embedding, price features]} that the trainer fitted to the vectors of the items
 * it knew.
 *
 * <p>Features: the floats of the text encoder, then {@code log1p(price)} and 1 if a price is known,
 * else 0 and 0. Immutable and thread-safe.
 */
public final class ContentProjection {
  /** Matrix [features, dimensions] and bias [dimensions] of the vector. */
  public static final String VECTOR_WEIGHT = "content.vector.weight";

  public static final String VECTOR_BIAS = "content.vector.bias";

  /** Matrix and bias of the encoder's input; absent when it is the vector itself. */
  public static final String INPUT_WEIGHT = "content.input.weight";

  public static final String INPUT_BIAS = "content.input.bias";

  private static final int PRICE_FEATURES = 2;

  private final Affine vector;
  private final Optional<Affine> input;

  ContentProjection(Affine vector, Optional<Affine> input) {
    this.vector = vector;
    this.input = input;
  }

  /** The projection that the tensors hold, if any. */
  public static Optional<ContentProjection> of(Tensors tensors) {
    return Affine.find(tensors, VECTOR_WEIGHT, VECTOR_BIAS)
        .map(v -> new ContentProjection(v, Affine.find(tensors, INPUT_WEIGHT, INPUT_BIAS)));
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

  /** What user vectors are multiplied with. */
  public float[] vector(float[] features) {
    return vector.apply(features);
  }

  /** What the user encoder folds. */
  public float[] input(float[] features) {
    return input.orElse(vector).apply(features);
  }
}
