package io.limpet.search.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.item.CatalogueItem;
import io.limpet.search.filter.ItemFilter;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a merchandiser wants of answers. Made by {@link RuleReader}. Immutable.
 *
 * @param id its name
 * @param action what it does to the items it is about
 * @param items the ids of these items, empty if {@code filter} says which
 * @param filter which items, null if {@code items} says it
 * @param position for pins: the place, from 1
 * @param strength for boost and bury: how far, as a share of the range of the answer's scores
 * @param scope in which answers
 * @param document as it was given
 */
public record Rule(
    String id,
    Action action,
    Set<String> items,
    @Nullable ItemFilter filter,
    int position,
    double strength,
    Scope scope,
    JsonNode document) {

  /** What a rule does. */
  public enum Action {
    /** Puts its one item at a place. */
    PIN,
    /** Moves its items up. */
    BOOST,
    /** Moves its items down. */
    BURY,
    /** Leaves its items out. */
    HIDE,
    /** Leaves all other items out. */
    ONLY;

    /** Its name in documents. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * In which answers a rule applies; what is empty does not matter.
   *
   * @param surfaces on one of these
   * @param segments for visitors of one of these
   * @param queries for one of these queries, in small letters
   * @param fromMillis from then on, epoch milliseconds
   * @param toMillis until just before then
   */
  public record Scope(
      Set<String> surfaces,
      Set<String> segments,
      Set<String> queries,
      long fromMillis,
      long toMillis) {
    boolean holds(String surface, Set<String> of, @Nullable String query, long nowMillis) {
      return (surfaces.isEmpty() || surfaces.contains(surface))
          && (segments.isEmpty() || !Collections.disjoint(segments, of))
          && (queries.isEmpty() || (query != null && queries.contains(query)))
          && nowMillis >= fromMillis
          && nowMillis < toMillis;
    }

    /** Whether it is said to be about this surface, or about queries. */
    boolean names(String surface) {
      return surfaces.contains(surface) || !queries.isEmpty();
    }

    /** Whether there may be an answer in which both apply. */
    boolean meets(Scope other) {
      return meet(surfaces, other.surfaces)
          && meet(segments, other.segments)
          && meet(queries, other.queries)
          && fromMillis < other.toMillis
          && other.fromMillis < toMillis;
    }

    private static boolean meet(Set<String> a, Set<String> b) {
      return a.isEmpty() || b.isEmpty() || !Collections.disjoint(a, b);
    }
  }

  /** Whether it is about this item. */
  public boolean matches(CatalogueItem item) {
    return items.contains(item.item().itemId()) || (filter != null && filter.test(item));
  }

  /** The item of a pin. */
  public String pinned() {
    return items.iterator().next();
  }
}
