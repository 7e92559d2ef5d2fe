package io.limpet.trainer.tower;

import io.limpet.core.item.Item;
import io.limpet.trainer.maths.Principal;
import io.limpet.trainer.model.ContentFeatures;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Items as rows of numbers for a network: price, stock, and the tokens of categories, brand and
 * attributes, with or without the embedding of the text.
 *
 * <p>A token is a random vector that depends on nothing but its letters; an item's are summed,
 * weighted by how rare they are, and the sum is brought to length 1: two items come near each other
 * by as much as they share, which a network can learn to stretch (Johnson and Lindenstrauss, 1984).
 * Every column is brought to mean 0, and each of the three groups to a mean square of 1 a column.
 */
final class ItemFeatures {
  /** Price known, its logarithm, stock above zero. */
  private static final int PLAIN = 3;

  /** Floats of the text, at most. */
  private static final int TEXT = 128;

  private final float[] rows;
  private final int columns;
  private final boolean[] says;

  private ItemFeatures(float[] rows, int columns, boolean[] says) {
    this.rows = rows;
    this.columns = columns;
    this.says = says;
  }

  /**
   * The features of all items.
   *
   * @param tokenColumns floats for the tokens, above 0
   * @param withText whether the embeddings of texts are among them, if there are any
   */
  static ItemFeatures of(ContentFeatures content, int tokenColumns, boolean withText) {
    List<Item> items = content.items();
    float[] texts = withText ? texts(content) : new float[0];
    int textColumns = texts.length / Math.max(1, items.size());
    int columns = PLAIN + tokenColumns + textColumns;
    float[] rows = new float[items.size() * columns];
    boolean[] says = new boolean[items.size()];
    Map<String, Integer> counts = counts(items);
    Map<String, float[]> vectors = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      int at = i * columns;
      if (item.price() != null) {
        rows[at] = 1;
        rows[at + 1] = (float) Math.log1p(Math.max(0, item.price()));
      }
      rows[at + 2] = item.isAvailable() ? 1 : 0;
      float[] sum = new float[tokenColumns];
      for (String token : tokens(item)) {
        float rarity = (float) Math.log(1 + (double) items.size() / counts.getOrDefault(token, 1));
        float[] vector = vectors.computeIfAbsent(token, t -> random(t, tokenColumns));
        for (int c = 0; c < tokenColumns; c++) {
          sum[c] += rarity * vector[c];
        }
      }
      boolean hasTokens = toUnitLength(sum);
      System.arraycopy(sum, 0, rows, at + PLAIN, tokenColumns);
      System.arraycopy(texts, i * textColumns, rows, at + PLAIN + tokenColumns, textColumns);
      says[i] = hasTokens || (textColumns > 0 && !item.contentText().isEmpty());
    }
    standardise(rows, columns, 0, PLAIN, says);
    standardise(rows, columns, PLAIN, PLAIN + tokenColumns, says);
    standardise(rows, columns, PLAIN + tokenColumns, columns, says);
    return new ItemFeatures(rows, columns, says);
  }

  /** The directions in which the embeddings of texts differ most; none without texts. */
  private static float[] texts(ContentFeatures content) {
    Optional<float[][]> rows = content.rows();
    if (rows.isEmpty()) {
      return new float[0];
    }
    boolean[] which = new boolean[content.items().size()];
    content.withText().forEach(item -> which[item] = true);
    return Principal.components(rows.get(), which, TEXT);
  }

  private static Map<String, Integer> counts(List<Item> items) {
    Map<String, Integer> counts = new HashMap<>();
    items.forEach(item -> tokens(item).forEach(token -> counts.merge(token, 1, Integer::sum)));
    return counts;
  }

  /** In the order of the catalogue, so that sums round the same every time. */
  private static Set<String> tokens(Item item) {
    Set<String> tokens = new LinkedHashSet<>();
    item.categories().forEach(category -> tokens.add("category=" + category));
    item.attributes().forEach(attribute -> tokens.add("attribute=" + attribute));
    if (item.brand() != null) {
      tokens.add("brand=" + item.brand());
    }
    return tokens;
  }

  private static float[] random(String token, int size) {
    var random = new SplittableRandom(token.hashCode() * 0x9E3779B97F4A7C15L);
    float[] vector = new float[size];
    for (int c = 0; c < size; c++) {
      vector[c] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static boolean toUnitLength(float[] vector) {
    double squares = 0;
    for (float v : vector) {
      squares += v * v;
    }
    if (squares == 0) {
      return false;
    }
    float scale = (float) (1 / Math.sqrt(squares));
    for (int c = 0; c < vector.length; c++) {
      vector[c] *= scale;
    }
    return true;
  }

  /** Items that say nothing keep zeros: the mean of the others. */
  private static void standardise(float[] rows, int columns, int from, int to, boolean[] says) {
    double squares = 0;
    int count = 0;
    for (boolean s : says) {
      count += s ? 1 : 0;
    }
    for (int c = from; c < to; c++) {
      double mean = 0;
      for (int i = 0; i < says.length; i++) {
        mean += says[i] ? rows[i * columns + c] / count : 0;
      }
      for (int i = 0; i < says.length; i++) {
        float centred = says[i] ? (float) (rows[i * columns + c] - mean) : 0;
        rows[i * columns + c] = centred;
        squares += (double) centred * centred;
      }
    }
    if (squares > 0) {
      float scale = (float) Math.sqrt((double) count * (to - from) / squares);
      for (int i = 0; i < says.length; i++) {
        for (int c = from; c < to; c++) {
          rows[i * columns + c] *= scale;
        }
      }
    }
  }

  /** Floats an item. */
  int columns() {
    return columns;
  }

  /** Whether there is a text or a token. */
  boolean says(int item) {
    return says[item];
  }

  /** Copies an item's row. */
  void copy(int item, float[] to, int at) {
    System.arraycopy(rows, item * columns, to, at, columns);
  }
}
