package io.limpet.core.ranking;

import io.limpet.core.hash.Fnv;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the ranker is told of a candidate, in the order of the arrays of {@link RankingFeatures}.
 * The names are written into generations; one that was given is never given to something else.
 */
public enum Feature {
  /** Dot product with the visitor's vector, less the highest of all candidates; 0 or below. */
  MATCH_GAP(Group.MATCH),
  /** Logarithm of the candidate's share in the softmax over the candidates' products. */
  MATCH_SHARE(Group.MATCH),
  /** log(1 + place by product), the first place being 0. */
  MATCH_RANK(Group.MATCH),
  /** Cosine with the item of interest that the visitor met last. */
  SIMILAR_LAST(Group.SIMILARITY),
  /** Highest cosine with one of the last {@link RankingFeatures#RECENT}. */
  SIMILAR_BEST(Group.SIMILARITY),
  /** Mean cosine with them. */
  SIMILAR_MEAN(Group.SIMILARITY),
  /** Popularity against the most popular item, logarithmic, 0 to 1. */
  POPULARITY(Group.DEMAND),
  /** Trend against the strongest, log2: -1 is half of it; not below -20. */
  TREND(Group.DEMAND),
  /** log(1 + days since anybody did anything with it). */
  IDLE(Group.DEMAND),
  /** Logarithm of the smoothed share of views that led into a basket. */
  CART_RATE(Group.RATES),
  /** Logarithm of the smoothed share of views that led to a purchase. */
  PURCHASE_RATE(Group.RATES),
  /** Logarithm of the price against the visitor's usual one, within -3 and 3. */
  PRICE_GAP(Group.PRICE),
  /** Its absolute value. */
  PRICE_DISTANCE(Group.PRICE),
  /** Share of the visitor's interest that is in its top category; negative where disliked. */
  CATEGORY(Group.AFFINITY),
  /** The same of its brand. */
  BRAND(Group.AFFINITY),
  /** log(1 + times the visitor was interested in it). */
  TOUCHES(Group.REPEATS),
  /** 1 if the visitor was interested in it just now, halved with every week; 0 if never. */
  TOUCHED(Group.REPEATS),
  /** 1 if the visitor bought it. */
  BOUGHT(Group.REPEATS),
  /** log(1 + what the visitor did, of the last 100). */
  HISTORY(Group.VISITOR),
  /** log(1 + days since the visitor did anything). */
  AWAY(Group.VISITOR),
  /** log(1 + what the visitor did within the last 24 hours). */
  TODAY(Group.VISITOR),
  /** Sine of the hour of the day, UTC. */
  DAY_SINE(Group.TIME),
  /** Cosine of the hour of the day. */
  DAY_COSINE(Group.TIME),
  /** Sine of the hour of the week. */
  WEEK_SINE(Group.TIME),
  /** Cosine of the hour of the week. */
  WEEK_COSINE(Group.TIME);

  /** Features that belong together; ablations leave out one of these. */
  public enum Group {
    MATCH,
    SIMILARITY,
    DEMAND,
    RATES,
    PRICE,
    AFFINITY,
    REPEATS,
    VISITOR,
    TIME;

    /** As in tables. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How many there are. */
  public static final int COUNT = values().length;

  /**
   * Stands for the names in their order, never 0: rows that were kept under another fingerprint
   * have other columns.
   */
  public static final long FINGERPRINT =
      Fnv.hash(Arrays.stream(values()).map(Feature::label).collect(Collectors.joining(",")));

  private final Group group;

  Feature(Group group) {
    this.group = group;
  }

  /** The feature of this name, if this release knows it. */
  public static Optional<Feature> find(String label) {
    return Arrays.stream(values()).filter(of -> of.label().equals(label)).findFirst();
  }

  /** What it belongs to. */
  public Group group() {
    return group;
  }

  /** As in manifests and explanations: {@code match_gap}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
