package io.limpet.search.state;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.item.ItemTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Which items have labels and words of the title in common, the rare ones counting most. A label of
 * more than {@link #COMMON} items tells nothing and its list is given up, so memory is bounded by
 * the catalogue and a question costs at most some thousand steps. One thread writes, any number
 * read.
 */
public final class Contents implements Catalogue.Listener {
  /** A label of more items is too common to tell anything. */
  public static final int COMMON = 500;

  private static final int RAREST = 8;
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final Catalogue catalogue;
  private final ConcurrentHashMap<String, Holders> holders = new ConcurrentHashMap<>();
  private final Numbered<String[]> labelsOf = new Numbered<>();

  public Contents(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void put(int number, CatalogueItem item) {
    String[] labels = labels(item.item());
    String[] before = labelsOf.get(number);
    if (before != null && Arrays.equals(before, labels)) {
      return; // a new price or stock, mostly
    }
    removed(number);
    for (int i = 0; i < labels.length; i++) {
      Holders of = holders.computeIfAbsent(labels[i], label -> new Holders(label));
      labels[i] = of.label;
      of.add(number);
    }
    labelsOf.set(number, labels);
  }

  @Override
  public void removed(int number) {
    String[] labels = labelsOf.set(number, null);
    if (labels != null) {
      for (String label : labels) {
        Holders of = holders.get(label);
        if (of != null && of.remove(number)) {
          holders.remove(label);
        }
      }
    }
  }

  private static String[] labels(Item item) {
    Set<String> labels = new HashSet<>(ItemTokens.labels(item));
    if (item.title() != null) {
      for (String word : NO_WORD.split(item.title().toLowerCase(Locale.ROOT))) {
        if (word.length() > 2) {
          labels.add("title:" + word);
        }
      }
    }
    String[] sorted = labels.toArray(String[]::new);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Numbers of the items most like this one, most alike first. */
  public List<Integer> like(int number, int most) {
    String[] labels = labelsOf.get(number);
    if (labels == null) {
      return List.of();
    }
    List<int[]> rarest = new ArrayList<>();
    for (String label : labels) {
      Holders of = holders.get(label);
      int[] items = of == null ? new int[0] : of.items();
      if (items.length > 1) {
        rarest.add(items);
      }
    }
    rarest.sort(Comparator.comparingInt(items -> items.length));
    Map<Integer, Double> shared = new HashMap<>();
    for (int[] items : rarest.subList(0, Math.min(RAREST, rarest.size()))) {
      double rarity = Math.log(1 + (double) catalogue.size() / items.length);
      for (int item : items) {
        if (item != number) {
          shared.merge(item, rarity, Double::sum);
        }
      }
    }
    return shared.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The items with a label, until there are too many of them. */
  private static final class Holders {
    private final String label;
    private int[] items = new int[2];
    private int size;
    private boolean common;

    Holders(String label) {
      this.label = label;
    }

    synchronized void add(int number) {
      if (common) {
        return;
      }
      if (size == COMMON) {
        common = true;
        items = new int[0];
        size = 0;
        return;
      }
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
      }
      items[size++] = number;
    }

    /** Says whether nothing is left. */
    synchronized boolean remove(int number) {
      for (int i = 0; i < size; i++) {
        if (items[i] == number) {
          items[i] = items[--size];
          break;
        }
      }
      return size == 0 && !common;
    }

    synchronized int[] items() {
      return Arrays.copyOf(items, size);
    }
  }
}
