package io.limpet.trainer.train;

import io.limpet.core.generation.ContentProjection;
import io.limpet.core.generation.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a trained model makes the input and the vector of an item from its content, as core's {@link
 * ContentProjection} does.
 *
 * @param inputWeight [features x inputs]
 * @param inputBias [inputs]
 * @param vectorWeight [features x dimensions]
 * @param vectorBias [dimensions]
 * @param labels [buckets x floats] of the embeddings of labels, or null
 */
public record ContentMap(
    float[][] inputWeight,
    float[] inputBias,
    float[][] vectorWeight,
    float[] vectorBias,
    float @Nullable [][] labels) {

  /** Features of an item behind those of its text. */
  public static final int PRICE_FEATURES = 2;

  /** The tensors of core's {@link ContentProjection}. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(ContentProjection.INPUT_WEIGHT, matrix(inputWeight));
    tensors.put(ContentProjection.INPUT_BIAS, Tensor.of(inputBias));
    tensors.put(ContentProjection.VECTOR_WEIGHT, matrix(vectorWeight));
    tensors.put(ContentProjection.VECTOR_BIAS, Tensor.of(vectorBias));
    if (labels != null && labels.length > 0) {
      tensors.put(ContentProjection.LABELS, matrix(labels));
    }
    return tensors;
  }

  private static Tensor matrix(float[][] rows) {
    int columns = rows[0].length;
    float[] flat = new float[rows.length * columns];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, flat, row * columns, columns);
    }
    return Tensor.matrix(flat, rows.length, columns);
  }

  /** Both maps side by side, the vectors of the second multiplied by a number. */
  ContentMap beside(ContentMap other, float weight) {
    float[][] scaled = new float[other.vectorWeight.length][];
    for (int row = 0; row < scaled.length; row++) {
      scaled[row] = Embeddings.times(other.vectorWeight[row], weight);
    }
    return new ContentMap(
        join(inputWeight, other.inputWeight),
        Embeddings.join(inputBias, other.inputBias),
        join(vectorWeight, scaled),
        Embeddings.join(vectorBias, Embeddings.times(other.vectorBias, weight)),
        labels);
  }

  private static float[][] join(float[][] left, float[][] right) {
    float[][] both = new float[left.length][];
    for (int row = 0; row < both.length; row++) {
      both[row] = Embeddings.join(left[row], right[row]);
    }
    return both;
  }
}
