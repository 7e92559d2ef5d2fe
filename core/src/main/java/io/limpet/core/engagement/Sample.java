package io.limpet.core.engagement;

import java.util.Collection;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An even sample of impressions that can be merged: those whose hashes are lowest (a bottom-k
 * sample; Cohen and Kaplan 2007). An impression has one hash wherever it is met, so the sample of
 * two days together is one of both, each impression as likely as any other. Mutable.
 */
public final class Sample {
  /** Impressions kept. */
  public static final int SIZE = 128;

  private final TreeMap<Long, String> items = new TreeMap<>();

  /** Adds an impression of an item. */
  public void add(long hash, String itemId) {
    if (items.size() < SIZE || hash < items.lastKey()) {
      items.put(hash, itemId);
      if (items.size() > SIZE) {
        items.pollLastEntry();
      }
    }
  }

  /** Adds those of another sample. */
  public void merge(Sample other) {
    other.items.forEach(this::add);
  }

  /** Items of the impressions in the sample, one as often as it was drawn. */
  public Collection<String> items() {
    return items.values();
  }

  /** Hashes with their items. */
  public TreeMap<Long, String> entries() {
    return new TreeMap<>(items);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sample that && that.items.equals(items);
  }

  @Override
  public int hashCode() {
    return Objects.hash(items);
  }
}
