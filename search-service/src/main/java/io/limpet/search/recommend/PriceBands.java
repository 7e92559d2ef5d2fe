package io.limpet.search.recommend;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.profile.RecentItem;
import io.limpet.search.state.Catalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the visitor usually pays, by top category and currency: the median price of the items of
 * interest in the history, as they cost now. Immutable.
 */
final class PriceBands {
  /** An item whose price says nothing. */
  static final double UNKNOWN = 0.5;

  /** So many items of a category say half of what can be said. */
  private static final double FEW = 2;

  private final Map<Shelf, Usual> usual;

  private PriceBands(Map<Shelf, Usual> usual) {
    this.usual = usual;
  }

  private record Shelf(String category, String currency) {
    static Shelf of(Item item) {
      String currency = item.currency();
      return new Shelf(item.topCategory().orElse(""), currency == null ? "" : currency);
    }
  }

  private record Usual(double logPrice, double sureness) {}

  static PriceBands of(Query query, Catalogue catalogue) {
    Map<Shelf, List<Double>> logs = new HashMap<>();
    for (RecentItem recent : query.interests(Integer.MAX_VALUE)) {
      CatalogueItem stored = catalogue.get(recent.itemId());
      Double price = stored == null ? null : stored.item().price();
      if (stored != null && price != null && price > 0) {
        logs.computeIfAbsent(Shelf.of(stored.item()), shelf -> new ArrayList<>())
            .add(Math.log(price));
      }
    }
    Map<Shelf, Usual> usual = new HashMap<>();
    logs.forEach(
        (shelf, prices) ->
            usual.put(shelf, new Usual(median(prices), prices.size() / (prices.size() + FEW))));
    return new PriceBands(usual);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /**
   * How near an item's price is to what is usual, 0 to 1: 1 at the usual price, halved whenever it
   * doubles or halves, and drawn towards {@link #UNKNOWN} where few items say what is usual.
   */
  double nearness(Item item) {
    Usual at = usual.get(Shelf.of(item));
    Double price = item.price();
    if (at == null || price == null || price <= 0) {
      return UNKNOWN;
    }
    double near = Math.exp(-Math.abs(Math.log(price) - at.logPrice()));
    return UNKNOWN + at.sureness() * (near - UNKNOWN);
  }
}
