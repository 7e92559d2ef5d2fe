package io.limpet.trainer.train;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.encoder.HybridEncoder;
import io.limpet.core.encoder.PooledEncoder;
import io.limpet.core.encoder.SequenceEncoder;
import io.limpet.core.encoder.UserEncoder;
import io.limpet.core.event.EventType;
import io.limpet.trainer.maths.Matrix;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.ItemVectors;
import io.limpet.trainer.model.Recommender;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Item vectors and inputs with the encoder that belongs to them: what a generation will hold, and a
 * recommender that scores as the service does, by core's own encoder and a dot product.
 *
 * @param known numbers of the items that have a vector, ascending
 * @param vectors a row each of {@code encoder.dimensions()}, in the order of {@code known}
 * @param inputs a row each of {@code encoder.inputDimensions()}
 * @param encoder core's
 * @param items how many numbers items have
 * @param content how the model itself makes both from content, or null if it has not learned to
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
public record Embeddings(
    int[] known,
    float[] vectors,
    float[] inputs,
    UserEncoder encoder,
    int items,
    @Nullable ContentMap content)
    implements Recommender {

  private static final int BATCH = 128;

  /** Items multiplied at a time, so that what is outside the heap does not grow with them. */
  private static final int BLOCK = 1 << 14;

  @Override
  public void score(List<History> histories, float[][] scores) {
    int dimensions = encoder.dimensions();
    int[] places = places();
    float[][] users = new float[(histories.size() + BATCH - 1) / BATCH][BATCH * dimensions];
    for (int i = 0; i < histories.size(); i++) {
      float[] vector = vector(histories.get(i), places);
      System.arraycopy(vector, 0, users[i / BATCH], i % BATCH * dimensions, dimensions);
      Arrays.fill(scores[i], UNKNOWN);
    }
    for (int from = 0; from < known.length; from += BLOCK) {
      score(users, from, Math.min(BLOCK, known.length - from), histories.size(), scores);
    }
  }

  /** The scores of so many known items. */
  private void score(float[][] users, int firstItem, int items, int histories, float[][] scores) {
    int dimensions = encoder.dimensions();
    float[] products = new float[BATCH * items];
    try (Matrix userMatrix = new Matrix(BATCH, dimensions);
        Matrix itemMatrix = new Matrix(items, dimensions);
        Matrix productMatrix = new Matrix(BATCH, items)) {
      itemMatrix.put(vectors, firstItem, items);
      for (int from = 0; from < histories; from += BATCH) {
        int size = Math.min(BATCH, histories - from);
        userMatrix.put(users[from / BATCH], size);
        Matrix.timesTransposed(userMatrix, size, itemMatrix, productMatrix);
        productMatrix.get(products, size);
        for (int i = 0; i < size; i++) {
          for (int j = 0; j < items; j++) {
            scores[from + i][known[firstItem + j]] = products[i * items + j];
          }
        }
      }
    }
  }

  @Override
  public Optional<ItemVectors> itemVectors() {
    return Optional.of(new ItemVectors(known, vectors, encoder.dimensions()));
  }

  /** By item number its place among the known, -1 for the others. */
  int[] places() {
    int[] places = new int[items];
    Arrays.fill(places, -1);
    for (int j = 0; j < known.length; j++) {
      places[known[j]] = j;
    }
    return places;
  }

  /**
   * The user's vector after the last {@link Hyper#HISTORY} events; the encoder's cold one when none
   * of them says anything.
   */
  float[] vector(History history, int[] places) {
    EncoderState state = encoder.newState();
    float[] input = new float[encoder.inputDimensions()];
    for (int row = Math.max(history.from(), history.to() - Hyper.HISTORY);
        row < history.to();
        row++) {
      int place = places[history.rows().item(row)];
      if (place >= 0) {
        System.arraycopy(inputs, place * input.length, input, 0, input.length);
        encoder.fold(
            state, input, EventType.ofCode(history.rows().type(row)), history.rows().millis(row));
      }
    }
    return encoder.vector(state).orElseGet(encoder::coldVector);
  }

  /**
   * These and others side by side, as core's {@link HybridEncoder} scores them: the sum of both,
   * the second multiplied by a number. Items that the second does not know have zeros there, which
   * is neither liked nor disliked.
   */
  public Embeddings beside(Embeddings other, float weight) {
    if (!(encoder instanceof SequenceEncoder sequence)
        || !(other.encoder instanceof PooledEncoder pooled)) {
      throw new IllegalArgumentException("a sequence encoder goes beside a pooled one");
    }
    int[] otherPlaces = other.places();
    ContentMap both =
        content == null || other.content == null ? null : content.beside(other.content, weight);
    return new Embeddings(
        known,
        rows(
            vectors, encoder.dimensions(), other.vectors, pooled.dimensions(), otherPlaces, weight),
        rows(
            inputs,
            encoder.inputDimensions(),
            other.inputs,
            pooled.inputDimensions(),
            otherPlaces,
            1),
        new HybridEncoder(sequence, pooled),
        items,
        both);
  }

  private float[] rows(
      float[] left, int leftSize, float[] right, int rightSize, int[] rightPlaces, float weight) {
    float[] all = new float[known.length * (leftSize + rightSize)];
    for (int j = 0; j < known.length; j++) {
      int at = j * (leftSize + rightSize);
      System.arraycopy(left, j * leftSize, all, at, leftSize);
      int place = rightPlaces[known[j]];
      for (int c = 0; place >= 0 && c < rightSize; c++) {
        all[at + leftSize + c] = weight * right[place * rightSize + c];
      }
    }
    return all;
  }

  /** The same with this content map. */
  public Embeddings with(ContentMap map) {
    return new Embeddings(known, vectors, inputs, encoder, items, map);
  }

  static float[] join(float[] left, float[] right) {
    float[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  static float[] times(float[] numbers, float by) {
    float[] product = numbers.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= by;
    }
    return product;
  }
}
