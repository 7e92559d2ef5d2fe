package io.limpet.search.filter;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What of an item a filter compares with numbers. */
enum NumberField {
  PRICE("price", Item::price),
  STOCK("stock", item -> item.stock() == null ? null : item.stock().doubleValue());

  private final String text;
  private final Function<Item, @Nullable Double> of;

  NumberField(String text, Function<Item, @Nullable Double> of) {
    this.text = text;
    this.of = of;
  }

  /** The number of an item, null if it does not say. */
  @Nullable Double of(CatalogueItem item) {
    return of.apply(item.item());
  }

  /** Its name in filters. */
  String text() {
    return text;
  }
}
