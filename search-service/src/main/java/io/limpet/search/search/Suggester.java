package io.limpet.search.search;

import io.limpet.core.item.CatalogueItem;
import io.limpet.search.search.Facets.Count;
import io.limpet.search.state.Catalogue;
import io.limpet.search.text.TextIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Completes what somebody is typing: the last word is a beginning, those before it are whole. What
 * is suggested has answers. Thread-safe.
 */
public final class Suggester {
  /** Completions are taken from so many of the best items. */
  private static final int DEEP = 200;

  private final Catalogue catalogue;
  private final TextIndex index;

  public Suggester(Catalogue catalogue, TextIndex index) {
    this.catalogue = catalogue;
    this.index = index;
  }

  /**
   * What is suggested, each kind with the best first.
   *
   * @param queries whole queries that begin with what was typed
   * @param categories with a word that begins like the last one, and how many items they have
   * @param brands likewise, of the items that were found, and how many of the best have it
   * @param items that have the words
   */
  public record Suggestions(
      List<String> queries, List<Count> categories, List<Count> brands, List<CatalogueItem> items) {
    static final Suggestions NONE = new Suggestions(List.of(), List.of(), List.of(), List.of());
  }

  /** Suggests at most {@code limit} of each kind; nothing for a blank text. */
  public Suggestions suggest(String typed, int limit) {
    if (typed.isBlank()) {
      return Suggestions.NONE;
    }
    TextIndex.Completions found =
        index.complete(typed, DEEP, number -> catalogue.get(number) != null);
    List<CatalogueItem> items =
        found.numbers().stream().map(catalogue::get).filter(item -> item != null).toList();
    String last = typed.substring(typed.stripTrailing().lastIndexOf(' ') + 1).strip();
    Map<String, Integer> brands = new HashMap<>();
    for (CatalogueItem item : items) {
      String brand = item.item().brand();
      if (brand != null && begins(brand, last)) {
        brands.merge(brand, 1, Integer::sum);
      }
    }
    Map<String, Integer> categories = new HashMap<>(catalogue.categories());
    categories.keySet().removeIf(name -> !begins(name, last) && !begins(name, typed.strip()));
    return new Suggestions(
        queries(typed, found, items, limit),
        largest(categories, limit),
        largest(brands, limit),
        items.stream().limit(limit).toList());
  }

  /** The words typed with each word of the best titles that completes the last one. */
  private List<String> queries(
      String typed, TextIndex.Completions found, List<CatalogueItem> items, int limit) {
    Map<String, Integer> words = new HashMap<>();
    for (CatalogueItem item : items) {
      for (String word : index.wordsOf(item.item())) {
        if (word.startsWith(found.prefix())) {
          words.merge(word, 1, Integer::sum);
        }
      }
    }
    String before = found.before();
    return largest(words, limit).stream()
        .map(word -> before.isEmpty() ? word.name() : before + " " + word.name())
        .toList();
  }

  private static boolean begins(String name, String prefix) {
    String lower = name.toLowerCase(Locale.ROOT);
    String sought = prefix.toLowerCase(Locale.ROOT);
    return lower.startsWith(sought) || lower.contains(" " + sought);
  }

  private static List<Count> largest(Map<String, Integer> counts, int limit) {
    return counts.entrySet().stream()
        .map(entry -> new Count(entry.getKey(), entry.getValue()))
        .sorted(Count.LARGEST_FIRST)
        .limit(limit)
        .toList();
  }
}
