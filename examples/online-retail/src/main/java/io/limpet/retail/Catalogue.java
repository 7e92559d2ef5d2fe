package io.limpet.retail;

import io.limpet.core.item.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers what the rows say of each product. */
final class Catalogue {
  private final Map<String, Product> products = new TreeMap<>();

  /** Takes in a line of a sale or of a refund. */
  void add(RetailRow row) {
    products.computeIfAbsent(row.stockCode(), code -> new Product()).add(row);
  }

  /** The items, by stock code. */
  List<Item> items() {
    Categories categories = Categories.load();
    List<Item> items = new ArrayList<>(products.size());
    products.forEach((code, product) -> items.add(product.item(code, categories)));
    return items;
  }

  private static final class Product {
    private final Map<String, Integer> descriptions = new HashMap<>();
    private final List<Double> prices = new ArrayList<>();

    void add(RetailRow row) {
      if (!row.description().isEmpty()) {
        descriptions.merge(row.description(), 1, Integer::sum);
      }
      prices.add(row.unitPrice());
    }

    /** Stock, brand and picture are not in the data, so they stay unknown. */
    Item item(String code, Categories categories) {
      String description = descriptions.isEmpty() ? code : Titles.mostFrequent(descriptions);
      return new Item(
          code,
          Titles.of(description),
          null,
          List.of(categories.of(description)),
          null,
          median(),
          "GBP",
          null,
          null,
          List.of());
    }

    private double median() {
      Collections.sort(prices);
      return prices.get((prices.size() - 1) / 2);
    }
  }
}
