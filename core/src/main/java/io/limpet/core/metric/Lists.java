package io.limpet.core.metric;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures of all lists together. */
public final class Lists {
  private Lists() {}

  /** Share of the catalogue that is in at least one list, 0 to 1. */
  public static <T> double coverage(Collection<List<T>> lists, int catalogueSize) {
    Set<T> shown = new HashSet<>();
    lists.forEach(shown::addAll);
    return catalogueSize == 0 ? 0 : (double) shown.size() / catalogueSize;
  }

  /**
   * Mean self-information of what is shown, in bits: the mean of -log2(share of users who had the
   * item); an item nobody had counts as had by one (Zhou et al., PNAS 2010).
   *
   * @param usersOf how many users had the item
   */
  public static <T> double novelty(Collection<List<T>> lists, Map<T, Integer> usersOf, int users) {
    double bits = 0;
    long shown = 0;
    for (List<T> list : lists) {
      for (T item : list) {
        bits -= Math.log((double) Math.max(1, usersOf.getOrDefault(item, 0)) / users) / Math.log(2);
        shown++;
      }
    }
    return shown == 0 ? 0 : bits / shown;
  }
}
