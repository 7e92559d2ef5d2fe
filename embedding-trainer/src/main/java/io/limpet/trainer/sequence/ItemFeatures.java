package io.limpet.trainer.sequence;

import io.limpet.core.generation.ContentProjection;
import io.limpet.core.item.Item;
import io.limpet.core.item.ItemTokens;
import io.limpet.trainer.model.ContentFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What items say of themselves, ready to be learned from: a text as so many numbers of equal
 * weight, and labels.
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
record ItemFeatures(
    int textWidth, float[] text, int labels, int[][] labelsOf, @Nullable TextPca fitted) {
  private static final int TEXT_WIDTH = 128;
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
    if (content.rows().isEmpty()) {
      return new ItemFeatures(0, new float[0], buckets, labelsOf, null);
    }
    float[][] texts =
        Arrays.stream(content.rows().get()).map(ContentProjection::text).toArray(float[][]::new);
    for (int item = 0; item < texts.length; item++) {
      if (items.get(item).contentText().isEmpty()) {
        Arrays.fill(texts[item], 0);
      }
    }
    TextPca pca = TextPca.fit(texts, TEXT_WIDTH);
    return new ItemFeatures(pca.width(), pca.apply(texts), buckets, labelsOf, pca);
  }

  boolean hasText() {
    return fitted != null;
  }

  /** How the texts were turned into numbers; only where there are texts. */
  TextPca pca() {
    return Objects.requireNonNull(fitted, "there are no texts");
  }

  /** Whether there is a text or a label of the item. */
  boolean saysAnything(int item) {
    boolean says = labelsOf[item].length > 0;
    for (int k = 0; k < textWidth && !says; k++) {
      says = text[item * textWidth + k] != 0;
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
