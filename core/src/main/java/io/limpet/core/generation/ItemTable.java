package io.limpet.core.generation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The items that a generation was trained on. A row is an item's place in its tensors. The vectors
 * stay mapped; the ids are on the heap.
 */
public final class ItemTable {
  private final List<String> ids;
  private final List<String> categories;
  private final Map<String, Integer> rows;
  private final Tensor vectors;
  private final Tensor inputs;

  /**
   * @param ids by row
   * @param categories top category by row, empty text where there is none
   * @param vectors what user vectors are multiplied with
   * @param inputs what the user encoder folds
   */
  public ItemTable(List<String> ids, List<String> categories, Tensor vectors, Tensor inputs) {
    if (categories.size() != ids.size()
        || vectors.rows() != ids.size()
        || inputs.rows() != ids.size()) {
      throw new GenerationException(
          "%d ids, %d categories, %d vectors and %d inputs: all must be as many"
              .formatted(ids.size(), categories.size(), vectors.rows(), inputs.rows()));
    }
    this.ids = List.copyOf(ids);
    this.categories = List.copyOf(categories);
    this.rows = HashMap.newHashMap(ids.size());
    for (int row = 0; row < ids.size(); row++) {
      if (rows.put(ids.get(row), row) != null) {
        throw new GenerationException("item " + ids.get(row) + " is there twice");
      }
    }
    this.vectors = vectors;
    this.inputs = inputs;
  }

  /** How many items. */
  public int size() {
    return ids.size();
  }

  /** The row of an item, -1 if the generation does not know it. */
  public int row(String itemId) {
    return rows.getOrDefault(itemId, -1);
  }

  /** The id of a row. */
  public String id(int row) {
    return ids.get(row);
  }

  /** The top category of an item, null if it has none or is not known. */
  public @Nullable String category(String itemId) {
    int row = row(itemId);
    return row < 0 || categories.get(row).isEmpty() ? null : categories.get(row);
  }

  /** What user vectors are multiplied with, a row an item. */
  public Tensor vectors() {
    return vectors;
  }

  /** What the user encoder folds, a row an item. */
  public Tensor inputs() {
    return inputs;
  }
}
