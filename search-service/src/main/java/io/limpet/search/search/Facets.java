package io.limpet.search.search;

import io.limpet.core.item.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** Gathers counts, item by item. Belongs to one thread. */
  static final class Counter {
    private final Map<String, Integer> categories = new HashMap<>();
    private final Map<String, Integer> brands = new HashMap<>();
    private final Map<String, Integer> attributes = new HashMap<>();
    private double[] prices = new double[64];
    private int priced;
    private int items;

    void add(Item item) {
      item.categories().forEach(name -> categories.merge(name, 1, Integer::sum));
      if (item.brand() != null) {
        brands.merge(item.brand(), 1, Integer::sum);
      }
      if (item.price() != null) {
        if (priced == prices.length) {
          prices = Arrays.copyOf(prices, priced * 2);
        }
        prices[priced++] = item.price();
      }
      if (items++ < DEEP) {
        item.attributes().forEach(attribute -> attributes.merge(attribute, 1, Integer::sum));
      }
    }

    Facets facets() {
      return new Facets(
          largest(categories, Integer.MAX_VALUE),
          largest(brands, BRANDS),
          ranges(),
          attributeFacets());
    }

    private static List<Count> largest(Map<String, Integer> counts, int most) {
      return counts.entrySet().stream()
          .map(entry -> new Count(entry.getKey(), entry.getValue()))
          .sorted(Count.LARGEST_FIRST)
          .limit(most)
          .toList();
    }

    /** Cut at rounded quantiles, so that no range is empty and the bounds are read easily. */
    private List<PriceRange> ranges() {
      if (priced == 0) {
        return List.of();
      }
      double[] sorted = Arrays.copyOf(prices, priced);
      Arrays.sort(sorted);
      List<Double> bounds = new ArrayList<>(List.of(sorted[0]));
      for (int i = 1; i < RANGES; i++) {
        double bound = round(sorted[(int) ((long) priced * i / RANGES)]);
        if (bound > bounds.getLast() && bound <= sorted[priced - 1]) {
          bounds.add(bound);
        }
      }
      List<PriceRange> ranges = new ArrayList<>();
      int from = 0;
      for (int i = 0; i < bounds.size(); i++) {
        boolean last = i + 1 == bounds.size();
        double end = last ? sorted[priced - 1] : bounds.get(i + 1);
        int to = from;
        while (to < priced && (last || sorted[to] < end)) {
          to++;
        }
        if (to > from) {
          ranges.add(new PriceRange(bounds.get(i), end, to - from));
        }
        from = to;
      }
      return ranges;
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

    private List<Attribute> attributeFacets() {
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
}
