package io.limpet.core.ranking;

import io.limpet.core.event.EventType;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.ranking.Moment.Past;
import io.limpet.core.signal.ItemSignals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * The features of candidates, {@link Feature} by feature. What cannot be known is the number that
 * says nothing: 0, or for demand the least. The products are held against each other, so all
 * candidates of an answer go in together. Stateless.
 */
public final class RankingFeatures {
  /** So many of the visitor's latest items are compared with a candidate. */
  public static final int RECENT = 5;

  private static final double DAY = 86_400_000;
  private static final double HOUR = 3_600_000;
  private static final double WEAKEST_TREND = -20;
  private static final double IDLE_DAYS = 365;
  private static final double TOUCH_HALF_LIFE_DAYS = 7;

  /** Of a thousand views, a shop sees about fifty baskets and twenty purchases. */
  private static final double CART_PRIOR = 0.05;

  private static final double PURCHASE_PRIOR = 0.02;

  /** Views that a rate is held to the prior by: an item with fewer says little of its own. */
  private static final double RATE_STRENGTH = 50;

  private final Moment moment;
  private final List<ItemFacts> recent = new ArrayList<>();
  private final double[] recentLengths;
  private final Map<String, Double> categories = new HashMap<>();
  private final Map<String, Double> brands = new HashMap<>();
  private final Map<String, Integer> touches = new HashMap<>();
  private final Map<String, Long> lastTouch = new HashMap<>();
  private final Set<String> bought = new HashSet<>();
  private double logPrice;
  private double priced;
  private final float[] shared = new float[Feature.COUNT];

  private RankingFeatures(Moment moment) {
    this.moment = moment;
    double interest = 0;
    for (Past past : moment.history()) {
      double age = Math.max(0, moment.nowMillis() - past.millis()) / DAY;
      double weight = past.type().defaultWeight() * half(age / UserProfile.AFFINITY_HALF_LIFE_DAYS);
      interest += Math.abs(weight);
      add(categories, past.item().category(), weight);
      add(brands, past.item().brand(), weight);
      if (past.type().isInterest()) {
        touches.merge(past.item().itemId(), 1, Integer::sum);
        lastTouch.put(past.item().itemId(), past.millis());
        if (!Double.isNaN(past.item().price())) {
          logPrice += weight * Math.log(past.item().price());
          priced += weight;
        }
      }
      if (past.type() == EventType.PURCHASE) {
        bought.add(past.item().itemId());
      } else if (past.type() == EventType.REFUND) {
        bought.remove(past.item().itemId());
      }
    }
    double all = Math.max(interest, 1e-9);
    categories.replaceAll((name, weight) -> weight / all);
    brands.replaceAll((name, weight) -> weight / all);
    findRecent();
    this.recentLengths = recent.stream().mapToDouble(of -> length(of.vector())).toArray();
    describeVisitor();
  }

  private static void add(Map<String, Double> to, @Nullable String name, double weight) {
    if (name != null) {
      to.merge(name, weight, Double::sum);
    }
  }

  /** The latest items of interest that have a vector, each once, the latest first. */
  private void findRecent() {
    Set<String> met = new HashSet<>();
    for (Past past : moment.history().reversed()) {
      if (recent.size() < RECENT
          && past.type().isInterest()
          && past.item().vector() != null
          && met.add(past.item().itemId())) {
        recent.add(past.item());
      }
    }
  }

  private void describeVisitor() {
    List<Past> history = moment.history();
    long now = moment.nowMillis();
    long today = history.stream().filter(past -> now - past.millis() < DAY).count();
    double away = history.isEmpty() ? IDLE_DAYS : (now - history.getLast().millis()) / DAY;
    set(shared, Feature.HISTORY, Math.log1p(history.size()));
    set(shared, Feature.AWAY, Math.log1p(Math.max(0, away)));
    set(shared, Feature.TODAY, Math.log1p(today));
    double hours = now / HOUR;
    set(shared, Feature.DAY_SINE, Math.sin(2 * Math.PI * hours / 24));
    set(shared, Feature.DAY_COSINE, Math.cos(2 * Math.PI * hours / 24));
    set(shared, Feature.WEEK_SINE, Math.sin(2 * Math.PI * hours / 168));
    set(shared, Feature.WEEK_COSINE, Math.cos(2 * Math.PI * hours / 168));
  }

  /**
   * The features of all candidates of one answer.
   *
   * @param products each candidate's dot product with the visitor's vector, NaN where there is none
   * @return a row a candidate, {@link Feature#COUNT} numbers each
   */
  public static float[][] of(Moment moment, List<ItemFacts> candidates, float[] products) {
    return of(moment, candidates, products, products);
  }

  /**
   * The features of some candidates of one answer, as {@link #of(Moment, List, float[])} of all of
   * them has them.
   *
   * @param some which are wanted
   * @param products of those, as many, NaN where there is none
   * @param all products of every candidate of the answer, in any order
   * @return a row each
   */
  public static float[][] of(Moment moment, List<ItemFacts> some, float[] products, float[] all) {
    if (products.length != some.size()) {
      throw new IllegalArgumentException(
          "%d products of %d candidates".formatted(products.length, some.size()));
    }
    RankingFeatures asked = new RankingFeatures(moment);
    float[][] rows = new float[some.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = asked.row(some.get(i));
    }
    match(products, all, rows);
    return rows;
  }

  private float[] row(ItemFacts item) {
    float[] row = shared.clone();
    similarity(item, row);
    demand(item.signals(), row);
    if (priced > 0 && !Double.isNaN(item.price())) {
      double gap = Math.clamp(Math.log(item.price()) - logPrice / priced, -3, 3);
      set(row, Feature.PRICE_GAP, gap);
      set(row, Feature.PRICE_DISTANCE, Math.abs(gap));
    }
    set(row, Feature.CATEGORY, of(categories, item.category()));
    set(row, Feature.BRAND, of(brands, item.brand()));
    Long touched = lastTouch.get(item.itemId());
    if (touched != null) {
      double days = Math.max(0, moment.nowMillis() - touched) / DAY;
      set(row, Feature.TOUCHES, Math.log1p(touches.getOrDefault(item.itemId(), 0)));
      set(row, Feature.TOUCHED, half(days / TOUCH_HALF_LIFE_DAYS));
      set(row, Feature.BOUGHT, bought.contains(item.itemId()) ? 1 : 0);
    }
    return row;
  }

  private static double of(Map<String, Double> shares, @Nullable String name) {
    return name == null ? 0 : shares.getOrDefault(name, 0.0);
  }

  private void similarity(ItemFacts item, float[] row) {
    float[] vector = item.vector();
    double length = length(vector);
    if (vector == null || length == 0 || recent.isEmpty()) {
      return;
    }
    double best = -1;
    double sum = 0;
    for (int i = 0; i < recent.size(); i++) {
      float[] other = recent.get(i).vector();
      double cosine =
          other == null || recentLengths[i] == 0
              ? 0
              : VectorUtil.dotProduct(vector, other) / (length * recentLengths[i]);
      if (i == 0) {
        set(row, Feature.SIMILAR_LAST, cosine);
      }
      best = Math.max(best, cosine);
      sum += cosine;
    }
    set(row, Feature.SIMILAR_BEST, best);
    set(row, Feature.SIMILAR_MEAN, sum / recent.size());
  }

  private void demand(@Nullable ItemSignals signals, float[] row) {
    ItemSignals of = signals == null ? ItemSignals.empty("") : signals;
    double leader = moment.leaders().popularity();
    set(
        row,
        Feature.POPULARITY,
        leader > 0 ? Math.min(1, Math.log1p(of.popularity()) / Math.log1p(leader)) : 0);
    double trend = of.logTrend() - moment.leaders().logTrend();
    set(
        row,
        Feature.TREND,
        Double.isNaN(trend) ? WEAKEST_TREND : Math.clamp(trend, WEAKEST_TREND, 0));
    double idle = of.trendMillis() == 0 ? IDLE_DAYS : (moment.nowMillis() - of.trendMillis()) / DAY;
    set(row, Feature.IDLE, Math.log1p(Math.max(0, idle)));
    set(
        row,
        Feature.CART_RATE,
        Math.log(of.rate(EventType.ADD_TO_CART, EventType.VIEW_ITEM, CART_PRIOR, RATE_STRENGTH)));
    set(
        row,
        Feature.PURCHASE_RATE,
        Math.log(of.rate(EventType.PURCHASE, EventType.VIEW_ITEM, PURCHASE_PRIOR, RATE_STRENGTH)));
  }

  /** Candidates without a product come behind all others, as if they were as bad as the worst. */
  private static void match(float[] products, float[] all, float[][] rows) {
    float[] sorted = all.clone();
    Arrays.sort(sorted);
    int known = 0;
    while (known < sorted.length && !Float.isNaN(sorted[known])) {
      known++;
    }
    if (known == 0) {
      return;
    }
    double worst = sorted[0];
    double best = sorted[known - 1];
    double sum = 0;
    for (int i = 0; i < known; i++) {
      sum += Math.exp(sorted[i] - best);
    }
    for (int i = 0; i < rows.length; i++) {
      boolean has = !Float.isNaN(products[i]);
      double gap = (has ? products[i] : worst) - best;
      int place = has ? better(sorted, known, products[i]) : known;
      set(rows[i], Feature.MATCH_GAP, gap);
      set(rows[i], Feature.MATCH_SHARE, gap - Math.log(sum));
      set(rows[i], Feature.MATCH_RANK, Math.log1p(place));
    }
  }

  /** How many of the first numbers, which are in ascending order, are higher. */
  private static int better(float[] sorted, int size, float than) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= than) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return size - low;
  }

  private static double length(float @Nullable [] vector) {
    return vector == null ? 0 : Math.sqrt(VectorUtil.dotProduct(vector, vector));
  }

  private static double half(double lives) {
    return Math.pow(0.5, lives);
  }

  private static void set(float[] row, Feature feature, double value) {
    row[feature.ordinal()] = (float) value;
  }
}
