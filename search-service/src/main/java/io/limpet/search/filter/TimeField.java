package io.limpet.search.filter;

import io.limpet.core.item.CatalogueItem;
import java.util.function.ToLongFunction;

/** What of an item a filter compares with times. */
enum TimeField {
  ADDED("added", CatalogueItem::addedMillis),
  UPDATED("updated", CatalogueItem::updatedMillis);

  private final String text;
  private final ToLongFunction<CatalogueItem> of;

  TimeField(String text, ToLongFunction<CatalogueItem> of) {
    this.text = text;
    this.of = of;
  }

  /** The time of an item, epoch milliseconds. */
  long of(CatalogueItem item) {
    return of.applyAsLong(item);
  }

  /** Its name in filters. */
  String text() {
    return text;
  }
}
