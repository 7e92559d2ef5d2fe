package io.limpet.trainer.tower;

import io.limpet.core.item.Item;
import io.limpet.trainer.maths.PrincipalComponents;
import io.limpet.trainer.model.ContentFeatures;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Items as rows of numbers for a network: price, stock, and the tokens of categories, brand and
 * attributes, with or without the embedding of the text and the vectors that came along. Every
 * column is brought to mean 0, and each of the groups to a mean square of 1 a column.
 */
final class ItemRows {
  /** Price known, its logarithm, stock above zero. */
  private static final int PLAIN = 3;

  /** Floats of the text, and of vectors that came along, at most. */
  private static final int MOST = 128;

  private static final float[][] NONE = {};

  private final float[] rows;
  private final int columns;
  private final boolean[] says;

  private ItemRows(float[] rows, int columns, boolean[] says) {
    this.rows = rows;
    this.columns = columns;
    this.says = says;
  }

  /**
   * The features of all items.
   *
   * @param tokenColumns floats for the tokens, above 0
   * @param withContent whether the embeddings of texts and the vectors that came along are among
   *     them, if there are any
   */
  static ItemRows of(ContentFeatures content, int tokenColumns, boolean withContent) {
    List<Item> items = content.items();
    float[] tokens = TokenRows.of(items.stream().map(ItemRows::tokens).toList(), tokenColumns);
    float[] texts = components(withContent ? content.texts().orElse(NONE) : NONE);
    float[] supplied = components(withContent ? content.supplied().rows() : NONE);
    int textColumns = texts.length / Math.max(1, items.size());
    int suppliedColumns = supplied.length / Math.max(1, items.size());
    int textAt = PLAIN + tokenColumns;
    int suppliedAt = textAt + textColumns;
    int columns = suppliedAt + suppliedColumns;
    float[] rows = new float[items.size() * columns];
    boolean[] says = new boolean[items.size()];
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      int at = i * columns;
      if (item.price() != null) {
        rows[at] = 1;
        rows[at + 1] = (float) Math.log1p(Math.max(0, item.price()));
      }
      rows[at + 2] = item.isAvailable() ? 1 : 0;
      System.arraycopy(tokens, i * tokenColumns, rows, at + PLAIN, tokenColumns);
      System.arraycopy(texts, i * textColumns, rows, at + textAt, textColumns);
      System.arraycopy(supplied, i * suppliedColumns, rows, at + suppliedAt, suppliedColumns);
      says[i] =
          !tokens(item).isEmpty()
              || (textColumns > 0 && !item.contentText().isEmpty())
              || (suppliedColumns > 0 && content.supplied().has(i));
    }
    TokenRows.standardise(rows, columns, 0, PLAIN, says);
    TokenRows.standardise(rows, columns, PLAIN, textAt, says);
    TokenRows.standardise(rows, columns, textAt, suppliedAt, says);
    TokenRows.standardise(rows, columns, suppliedAt, columns, says);
    return new ItemRows(rows, columns, says);
  }

  /** The directions in which embeddings differ most; none without embeddings. */
  private static float[] components(float[][] rows) {
    return rows.length == 0 ? new float[0] : PrincipalComponents.fit(rows, MOST).apply(rows);
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

  /** Floats an item. */
  int columns() {
    return columns;
  }

  /** Whether there is a token, or a text or a vector that is looked at. */
  boolean says(int item) {
    return says[item];
  }

  /** Copies an item's row. */
  void copy(int item, float[] to, int at) {
    System.arraycopy(rows, item * columns, to, at, columns);
  }
}
