package io.limpet.search.recommend;

import io.limpet.core.experiment.Assignment;
import io.limpet.core.profile.RecentItem;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.index.Acceptable;
import io.limpet.search.rule.Ruling;
import io.limpet.search.surface.Surface;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, with all that is known of who asks, as of one moment. Everything an answer uses is
 * in here, so that no answer mixes two generations.
 *
 * @param recommendationId of the answer
 * @param visitor who asks, null if nobody in particular
 * @param surface where the answer is shown
 * @param history what the visitor did, oldest first
 * @param bought ids of what the visitor has bought
 * @param contextItem number of the item that is looked at, -1 if none
 * @param place where the visitor is
 * @param ruling the rules of the merchandisers that apply
 * @param shown how often items were shown to the visitor lately, by number; empty where the surface
 *     does not ask
 * @param limit how many items are wanted
 * @param filter the caller's own
 * @param excluded ids that the caller does not want
 * @param acceptable what sources may bring: on sale, in stock, within the caller's wishes
 * @param generation whose vectors are used, null if there is none
 * @param vector the visitor's, of that generation; null if there is none
 * @param nowMillis epoch milliseconds
 * @param explain whether the parts of scores are wanted
 * @param assignments the experiments that decided the surface or the generation
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
public record Query(
    String recommendationId,
    @Nullable String visitor,
    Surface surface,
    List<RecentItem> history,
    Set<String> bought,
    int contextItem,
    Place place,
    Ruling ruling,
    Map<Integer, Integer> shown,
    int limit,
    ItemFilter filter,
    Set<String> excluded,
    Acceptable acceptable,
    @Nullable OpenGeneration generation,
    float @Nullable [] vector,
    long nowMillis,
    boolean explain,
    List<Assignment> assignments) {

  /** What no experiment decides. */
  public Query(
      String recommendationId,
      @Nullable String visitor,
      Surface surface,
      List<RecentItem> history,
      Set<String> bought,
      int contextItem,
      Place place,
      Ruling ruling,
      Map<Integer, Integer> shown,
      int limit,
      ItemFilter filter,
      Set<String> excluded,
      Acceptable acceptable,
      @Nullable OpenGeneration generation,
      float @Nullable [] vector,
      long nowMillis,
      boolean explain) {
    this(
        recommendationId,
        visitor,
        surface,
        history,
        bought,
        contextItem,
        place,
        ruling,
        shown,
        limit,
        filter,
        excluded,
        acceptable,
        generation,
        vector,
        nowMillis,
        explain,
        List.of());
  }

  /** Whether the answer depends on who asks. */
  public boolean isPersonal() {
    return vector != null;
  }

  /** Id of the generation, empty if there is none. */
  public String generationId() {
    return generation == null ? "" : generation.id();
  }

  /** The items of interest to the visitor, each once, the latest first. */
  public List<RecentItem> interests(int most) {
    Set<String> met = new java.util.HashSet<>();
    return history.reversed().stream()
        .filter(recent -> recent.type().isInterest())
        .filter(recent -> met.add(recent.itemId()))
        .limit(most)
        .toList();
  }
}
