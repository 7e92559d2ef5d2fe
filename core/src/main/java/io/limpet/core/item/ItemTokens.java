package io.limpet.core.item;

import java.util.ArrayList;
import java.util.List;

/**
 * What an item is labelled with, as numbers below a bound: its categories, brand and attributes,
 * each hashed (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009). No
 * dictionary has to be kept, and a label of tomorrow has a number, too.
 */
public final class ItemTokens {
  private ItemTokens() {}

  /**
   * The numbers of an item's labels, ascending, each once.
   *
   * @param buckets the bound, 1 or more
   */
  public static int[] of(Item item, int buckets) {
    return labels(item).stream()
        .mapToInt(label -> number(label, buckets))
        .sorted()
        .distinct()
        .toArray();
  }

  /** The number of one label, as {@link #labels} gives it. */
  public static int number(String label, int buckets) {
    return Math.floorMod(hash(label), buckets);
  }

  /** The labels themselves, each with the kind of label before it. */
  public static List<String> labels(Item item) {
    List<String> labels = new ArrayList<>();
    item.categories().forEach(category -> labels.add("category:" + category));
    if (item.brand() != null) {
      labels.add("brand:" + item.brand());
    }
    item.attributes().forEach(attribute -> labels.add("attribute:" + attribute));
    return labels;
  }

  /** FNV-1a of the UTF-16 code units, with a last mixing: the same in every release. */
  private static int hash(String label) {
    int hash = 0x811c9dc5;
    for (int i = 0; i < label.length(); i++) {
      hash = (hash ^ label.charAt(i)) * 0x01000193;
    }
    hash ^= hash >>> 15;
    hash *= 0x2c1b3c6d;
    return hash ^ hash >>> 12;
  }
}
