package io.limpet.search.search;

import static io.limpet.search.state.Columns.NONE;

import io.limpet.core.item.Item;
import io.limpet.search.state.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * What the items that were found have in common, with counts: what a shopper can narrow them by.
 *
 * @param categories of all that were found, the largest first
 * @param brands of all that were found, at most 50, the largest first
 * @param prices ranges with about as many items each, of all that were found, the cheapest first
 * @param attributes of the first {@value #DEEP} that were found, those that most of them have first
 */
public record Facets(
    List<Count> categories,
    List<Count> brands,
    List<PriceRange> prices,
    List<Attribute> attributes) {
  /** Attributes are counted of so many: items have dozens, and those behind are hardly seen. */
  static final int DEEP = 1_000;

  private static final int BRANDS = 50;
  private static final int RANGES = 5;
  private static final int ATTRIBUTES = 10;
  private static final int VALUES = 10;

  /** Quantiles are those of so many prices at most. */
  private static final int SORTED = 10_000;

  /** An attribute with more values does not narrow anything. */
  private static final int VALUES_MOST = 100;

  /**
   * A value and how many items have it.
   *
   * @param name category, brand or value
   */
  public record Count(String name, int count) {
    static final Comparator<Count> LARGEST_FIRST =
        Comparator.comparingInt(Count::count).reversed().thenComparing(Count::name);
  }

  /**
   * A range of prices.
   *
   * @param from the lowest price in it
   * @param to where the next range begins; of the last one the highest price, which is in it
   */
  public record PriceRange(double from, double to, int count) {}

  /**
   * An attribute.
   *
   * @param values at most 10, the most frequent first
   */
  public record Attribute(String name, List<Count> values) {}

  /**
   * The facets of what was found.
   *
   * @param found numbers of all items that were found, in any order
   * @param first those of the first {@value #DEEP} of them that count for attributes
   */
  static Facets of(int[] found, List<Item> first, Columns.View columns) {
    return new Facets(
        categories(found, columns),
        brands(found, columns),
        prices(found, columns),
        attributes(first));
  }

  private static List<Count> categories(int[] found, Columns.View columns) {
    int[] byCode = byCode(found, columns::categories, columns.categoryCodes());
    Map<String, Integer> counts = new HashMap<>();
    for (int code = NONE + 1; code < byCode.length; code++) {
      if (byCode[code] > 0) {
        int count = byCode[code];
        columns.categoriesOf(code).forEach(name -> counts.merge(name, count, Integer::sum));
      }
    }
    return largest(counts, Integer.MAX_VALUE);
  }

  private static List<Count> brands(int[] found, Columns.View columns) {
    int[] byCode = byCode(found, columns::brand, columns.brandCodes());
    Map<String, Integer> counts = new HashMap<>();
    for (int code = NONE + 1; code < byCode.length; code++) {
      if (byCode[code] > 0) {
        counts.put(columns.brandOf(code), byCode[code]);
      }
    }
    return largest(counts, BRANDS);
  }

  private static int[] byCode(int[] found, IntUnaryOperator codeOf, int codes) {
    int[] counts = new int[codes];
    for (int number : found) {
      int code = codeOf.applyAsInt(number);
      if (code >= counts.length) {
        counts = Arrays.copyOf(counts, 2 * code);
      }
      counts[code]++;
    }
    return counts;
  }

  private static List<Count> largest(Map<String, Integer> counts, int most) {
    return counts.entrySet().stream()
        .map(entry -> new Count(entry.getKey(), entry.getValue()))
        .sorted(Count.LARGEST_FIRST)
        .limit(most)
        .toList();
  }

  /** Cut at rounded quantiles, so that no range is empty and the bounds are read easily. */
  private static List<PriceRange> prices(int[] found, Columns.View columns) {
    double[] prices =
        Arrays.stream(found).mapToDouble(columns::price).filter(p -> !Double.isNaN(p)).toArray();
    if (prices.length == 0) {
      return List.of();
    }
    DoubleSummaryStatistics all = Arrays.stream(prices).summaryStatistics();
    double[] bounds = bounds(all, sorted(prices));
    int[] counts = new int[bounds.length];
    for (double price : prices) {
      int range = bounds.length - 1;
      while (price < bounds[range]) {
        range--;
      }
      counts[range]++;
    }
    List<PriceRange> ranges = new ArrayList<>();
    for (int i = 0; i < bounds.length; i++) {
      if (counts[i] > 0) {
        double end = i + 1 == bounds.length ? all.getMax() : bounds[i + 1];
        ranges.add(new PriceRange(bounds[i], end, counts[i]));
      }
    }
    return ranges;
  }

  /** Where ranges begin, the lowest first. */
  private static double[] bounds(DoubleSummaryStatistics all, double[] sorted) {
    List<Double> bounds = new ArrayList<>(List.of(all.getMin()));
    for (int i = 1; i < RANGES; i++) {
      double bound = round(sorted[(int) ((long) sorted.length * i / RANGES)]);
      if (bound > bounds.getLast() && bound <= all.getMax()) {
        bounds.add(bound);
      }
    }
    return bounds.stream().mapToDouble(bound -> bound).toArray();
  }

  /** The prices in order; of very many every so many'th, which is enough for quantiles. */
  private static double[] sorted(double[] prices) {
    int step = Math.ceilDiv(prices.length, SORTED);
    double[] some = new double[Math.ceilDiv(prices.length, step)];
    for (int i = 0; i < some.length; i++) {
      some[i] = prices[i * step];
    }
    Arrays.sort(some);
    return some;
  }

  /** To two digits. */
  private static double round(double price) {
    if (price <= 0) {
      return price;
    }
    int digits = (int) Math.floor(Math.log10(price)) - 1;
    double step = Math.pow(10, Math.abs(digits));
    return digits >= 0 ? Math.round(price / step) * step : Math.round(price * step) / step;
  }

  private static List<Attribute> attributes(List<Item> first) {
    Map<String, Integer> attributes = new HashMap<>();
    for (Item item : first) {
      item.attributes().forEach(attribute -> attributes.merge(attribute, 1, Integer::sum));
    }
    Map<String, List<Count>> byName = new HashMap<>();
    attributes.forEach(
        (attribute, count) -> {
          int equals = attribute.indexOf('=');
          if (equals > 0) {
            byName
                .computeIfAbsent(attribute.substring(0, equals), name -> new ArrayList<>())
                .add(new Count(attribute.substring(equals + 1), count));
          }
        });
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1 && entry.getValue().size() <= VALUES_MOST)
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, List<Count>> entry) ->
                        entry.getValue().stream().mapToInt(Count::count).sum())
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(ATTRIBUTES)
        .map(
            entry ->
                new Attribute(
                    entry.getKey(),
                    entry.getValue().stream().sorted(Count.LARGEST_FIRST).limit(VALUES).toList()))
        .toList();
  }
}
