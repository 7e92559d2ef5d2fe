package io.limpet.trainer.model;

import io.limpet.core.generation.ContentProjection;
import io.limpet.core.item.Item;
import io.limpet.core.text.TextEncoder;
import io.limpet.trainer.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What items say of themselves as numbers: what core's {@link ContentProjection} takes. Empty when
 * no item has a text.
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after it was handed over
public record ContentFeatures(
    List<Item> items, @Nullable String encoder, float @Nullable [][] features) {

  private static final int BATCH = 256;

  /** No content: only the ids are known. */
  public static ContentFeatures none(List<Item> items) {
    return new ContentFeatures(items, null, null);
  }

  /** Encodes the texts of the items. */
  public static ContentFeatures of(List<Item> items, TextEncoder encoder, Progress progress) {
    if (items.stream().allMatch(item -> item.contentText().isEmpty())) {
      return none(items);
    }
    float[][] features = new float[items.size()][];
    try (Progress.Step step = progress.begin("Encoding titles", items.size())) {
      for (int from = 0; from < items.size(); from += BATCH) {
        List<Item> batch = items.subList(from, Math.min(items.size(), from + BATCH));
        List<float[]> vectors = encoder.encode(batch.stream().map(Item::contentText).toList());
        for (int i = 0; i < batch.size(); i++) {
          features[from + i] = ContentProjection.features(vectors.get(i), batch.get(i));
        }
        step.to(from + batch.size());
      }
    }
    return new ContentFeatures(items, encoder.name(), features);
  }

  /** A row an item, if there is content. */
  public Optional<float[][]> rows() {
    return Optional.ofNullable(features);
  }

  /** The numbers of the items that say anything. */
  public List<Integer> withText() {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (!items.get(i).contentText().isEmpty()) {
        numbers.add(i);
      }
    }
    return numbers;
  }
}
