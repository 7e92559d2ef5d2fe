package io.limpet.search.surface;

import io.limpet.core.ranking.TaskMix;
import io.limpet.search.filter.ItemFilter;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in the shop where recommendations are shown, and what is right there. Made by {@link
 * SurfaceReader}, which knows the bounds. Immutable.
 *
 * @param name home, product and so on
 * @param version of the document that it stands in; goes into answers and the served log
 * @param sources how much each source may bring, by its name
 * @param hiding what of all that was brought is left out
 * @param filter what every item has to satisfy here, beside the caller's own filter
 * @param weights of the parts of the score
 * @param mix what the tasks of the generation's ranker count; null where the weights alone decide
 * @param diversity how much alike the items of one answer may be
 * @param explore how often a place is given to an item that little is known of
 */
public record Surface(
    String name,
    String version,
    Map<String, Share> sources,
    Hiding hiding,
    Wish filter,
    Weights weights,
    @Nullable TaskMix mix,
    Diversity diversity,
    Explore explore) {

  public Surface {
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
  }

  /**
   * What a source may bring.
   *
   * @param quota how many candidates, 0 for a source that is not asked
   * @param timeoutMillis a source that took longer is left out of the answer
   */
  public record Share(int quota, int timeoutMillis) {}

  /**
   * What is left out.
   *
   * @param bought whether that is what the visitor has bought and does not need again yet
   * @param touched what the visitor did something with so recently; zero for nothing
   * @param disliked whether that is what the visitor said not to be interested in
   * @param impressions what the visitor was shown so many times, 0 for nothing
   * @param impressedWithin the time in which impressions are counted
   */
  public record Hiding(
      boolean bought,
      Duration touched,
      boolean disliked,
      int impressions,
      Duration impressedWithin) {
    /** Nothing. */
    public static final Hiding NOTHING = new Hiding(false, Duration.ZERO, false, 0, Duration.ZERO);
  }

  /** A filter with the text that it was read from. */
  public record Wish(String text, ItemFilter filter) {
    /** Lets everything pass. */
    public static final Wish NONE = new Wish("", ItemFilter.ALL);
  }

  /**
   * What the parts of a score count, each part being 0 to 1 (similarity -1 to 1).
   *
   * @param relevance the user's vector; decides where the others are small
   * @param similarity to what is looked at
   * @param together what is visited and bought together with it
   * @param trend what many want now
   * @param popularity what many ever wanted
   * @param novelty what was just added
   * @param due what the visitor is about to buy again
   * @param price what costs as much as the visitor usually pays
   */
  public record Weights(
      double relevance,
      double similarity,
      double together,
      double trend,
      double popularity,
      double novelty,
      double due,
      double price) {}

  /**
   * How much alike the items of one answer may be.
   *
   * @param categoryShare at most this share comes from one top category, if others are to be had;
   *     above 0, at most 1
   * @param mmr the lambda of maximal marginal relevance (Carbonell and Goldstein, 1998), as the
   *     share that being unlike what stands before counts: 0 for the score alone, 1 for unlikeness
   *     alone
   * @param calibration as which share it counts that the mix of top categories is near that of what
   *     the visitor did (Steck, 2018): 0 for not at all, 1 for the mix alone
   */
  public record Diversity(double categoryShare, double mmr, double calibration) {}

  /**
   * How often places are given to items that little is known of, to learn how they do.
   *
   * @param share how often each of {@code most} places is given to chance, 0 to 1; 0 for never
   * @param most places of an answer that may be given to chance, 1 to 10
   * @param from the first place that may be, from 1
   * @param to the last place that may be, not below {@code from}
   * @param positive reactions that an item is taken to have had before the first impression, above
   *     0; {@code positive / (positive + negative)} is the rate of reactions expected of an unknown
   *     item
   * @param negative impressions without reaction that it is taken to have had, above 0
   * @param below an item that was met less often than that is one that little is known of
   */
  public record Explore(
      double share, int most, int from, int to, double positive, double negative, int below) {
    /** Nothing is left to chance. */
    public static final Explore NEVER = new Explore(0, 1, 4, 100, 1, 19, 100);
  }

  /** The candidates that a source may bring, 0 if it is not asked. */
  public Share share(String source) {
    return sources.getOrDefault(source, NOTHING);
  }

  private static final Share NOTHING = new Share(0, 0);

  Surface at(String document) {
    return new Surface(name, document, sources, hiding, filter, weights, mix, diversity, explore);
  }
}
