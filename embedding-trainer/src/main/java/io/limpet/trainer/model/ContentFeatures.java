package io.limpet.trainer.model;

import io.limpet.core.generation.ContentProjection;
import io.limpet.core.item.Item;
import io.limpet.core.text.TextEncoder;
import io.limpet.trainer.checkpoint.Checkpoint;
import io.limpet.trainer.checkpoint.Snapshot;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.SuppliedVectors;
import io.limpet.trainer.train.ContentMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What items say of themselves as numbers: what core's {@link ContentProjection} takes. Empty when
 * no item has a text.
 *
 * @param items by number
 * @param encoder the name of what encoded the texts
 * @param features a row an item
 * @param supplied vectors that came along with the items
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after it was handed over
public record ContentFeatures(
    List<Item> items,
    @Nullable String encoder,
    float @Nullable [][] features,
    SuppliedVectors supplied) {

  private static final int BATCH = 256;
  private static final String FILE = "texts";

  /** Without vectors that came along. */
  public ContentFeatures(List<Item> items, @Nullable String encoder, float @Nullable [][] rows) {
    this(items, encoder, rows, SuppliedVectors.NONE);
  }

  /** The same beside these vectors. */
  public ContentFeatures with(SuppliedVectors vectors) {
    return new ContentFeatures(items, encoder, features, vectors);
  }

  /** No content: only the ids are known. */
  public static ContentFeatures none(List<Item> items) {
    return new ContentFeatures(items, null, null);
  }

  /** Encodes the texts of the items. */
  public static ContentFeatures of(List<Item> items, TextEncoder encoder, Progress progress) {
    return of(items, encoder, progress, Checkpoint.NONE);
  }

  /**
   * Encodes the texts of the items, or takes what a checkpoint has of them: for a large catalogue
   * it is minutes of work.
   */
  public static ContentFeatures of(
      List<Item> items, TextEncoder encoder, Progress progress, Checkpoint checkpoint) {
    if (items.stream().allMatch(item -> item.contentText().isEmpty())) {
      return none(items);
    }
    float[][] features = new float[items.size()][encoder.dimensions() + ContentMap.PRICE_FEATURES];
    if (checkpoint == Checkpoint.NONE) {
      encode(items, encoder, features, progress);
    } else {
      Map<String, float[]> rows = new LinkedHashMap<>();
      for (int i = 0; i < features.length; i++) {
        rows.put(String.valueOf(i), features[i]);
      }
      if (checkpoint.load(FILE, rows).isEmpty()) {
        encode(items, encoder, features, progress);
        checkpoint.save(FILE, new Snapshot("the texts", Map.of(), rows));
      }
    }
    return new ContentFeatures(items, encoder.name(), features);
  }

  private static void encode(
      List<Item> items, TextEncoder encoder, float[][] features, Progress progress) {
    try (Progress.Step step = progress.begin("Encoding titles", items.size(), "titles")) {
      for (int from = 0; from < items.size(); from += BATCH) {
        List<Item> batch = items.subList(from, Math.min(items.size(), from + BATCH));
        List<float[]> vectors = encoder.encode(batch.stream().map(Item::contentText).toList());
        for (int i = 0; i < batch.size(); i++) {
          float[] row = ContentProjection.features(vectors.get(i), batch.get(i));
          System.arraycopy(row, 0, features[from + i], 0, row.length);
        }
        step.to(from + batch.size());
      }
    }
  }

  /** A row an item, if there is content. */
  public Optional<float[][]> rows() {
    return Optional.ofNullable(features);
  }

  /** The embeddings of the texts, a row an item, zeros where there is no text; if there are any. */
  public Optional<float[][]> texts() {
    return rows()
        .map(
            rows -> {
              float[][] texts = new float[rows.length][];
              for (int item = 0; item < rows.length; item++) {
                texts[item] = ContentProjection.text(rows[item]);
                if (items.get(item).contentText().isEmpty()) {
                  Arrays.fill(texts[item], 0);
                }
              }
              return texts;
            });
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
