package io.limpet.trainer.sequence;

import io.limpet.core.item.Item;
import io.limpet.core.item.ItemTokens;
import io.limpet.trainer.maths.PrincipalComponents;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.read.SuppliedVectors;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What items say of themselves, ready to be learned from: texts, and vectors that came along, as so
 * many numbers of equal weight, and labels.
 *
 * @param width numbers an item
 * @param numbers a row an item: those of its text, then those of its vector
 * @param labels how many labels can be told apart
 * @param labelsOf by item
 * @param texts how texts were turned into the first numbers, null without texts
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
record ItemFeatures(
    int width, float[] numbers, int labels, int[][] labelsOf, @Nullable PrincipalComponents texts) {
  /** Of a text, and of a vector that came along, at most. */
  private static final int MOST_NUMBERS = 128;

  private static final int BUCKETS_A_LABEL = 4;

  static ItemFeatures none(int items) {
    return new ItemFeatures(0, new float[0], 0, new int[items][0], null);
  }

  static ItemFeatures of(ContentFeatures content) {
    List<Item> items = content.items();
    Set<String> distinct =
        items.stream().flatMap(i -> ItemTokens.labels(i).stream()).collect(Collectors.toSet());
    int buckets = BUCKETS_A_LABEL * distinct.size();
    int[][] labelsOf =
        items.stream()
            .map(i -> buckets == 0 ? new int[0] : ItemTokens.of(i, buckets))
            .toArray(int[][]::new);
    Optional<float[][]> rows = content.texts();
    PrincipalComponents texts =
        rows.map(of -> PrincipalComponents.fit(of, MOST_NUMBERS)).orElse(null);
    float[] ofTexts = texts == null ? new float[0] : texts.apply(rows.orElseThrow());
    float[] ofVectors = supplied(content.supplied());
    int textWidth = ofTexts.length / Math.max(1, items.size());
    int width = textWidth + ofVectors.length / Math.max(1, items.size());
    float[] numbers = beside(ofTexts, textWidth, ofVectors, width - textWidth, items.size());
    return new ItemFeatures(width, numbers, buckets, labelsOf, texts);
  }

  private static float[] supplied(SuppliedVectors vectors) {
    return vectors.rows().length == 0
        ? new float[0]
        : PrincipalComponents.fit(vectors.rows(), MOST_NUMBERS).apply(vectors.rows());
  }

  private static float[] beside(
      float[] left, int leftWidth, float[] right, int rightWidth, int rows) {
    int width = leftWidth + rightWidth;
    float[] both = new float[rows * width];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(left, row * leftWidth, both, row * width, leftWidth);
      System.arraycopy(right, row * rightWidth, both, row * width + leftWidth, rightWidth);
    }
    return both;
  }

  /** Whether there is a text, a vector or a label of the item. */
  boolean saysAnything(int item) {
    boolean says = labelsOf[item].length > 0;
    for (int k = 0; k < width && !says; k++) {
      says = numbers[item * width + k] != 0;
    }
    return says;
  }

  int[] labels(int item) {
    return labelsOf[item];
  }

  float labelScale(int item) {
    return (float) (1 / Math.sqrt(Math.max(1, labelsOf[item].length)));
  }
}
