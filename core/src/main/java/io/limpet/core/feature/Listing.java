package io.limpet.core.feature;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * What features need of the catalogue's entry of an item.
 *
 * @param category its widest, null if unknown
 * @param brand its brand, null if unknown
 * @param price of one, null if unknown or 0
 * @param stock pieces at hand, null if the shop does not say
 * @param updatedMillis when the entry was changed last, epoch milliseconds; 0 if there is none
 */
public record Listing(
    @Nullable String category,
    @Nullable String brand,
    @Nullable Double price,
    @Nullable Integer stock,
    long updatedMillis) {
  /** Of an item that the catalogue does not know. */
  public static final Listing NONE = new Listing(null, null, null, null, 0);

  /** The listing of an entry. */
  public static Listing of(CatalogueItem entry) {
    return of(entry.item(), entry.updatedMillis());
  }

  /** The listing of an item as it was at a time. */
  public static Listing of(Item item, long updatedMillis) {
    Double price = item.price();
    return new Listing(
        item.topCategory().orElse(null),
        item.brand(),
        price == null || price <= 0 ? null : price,
        item.stock(),
        updatedMillis);
  }
}
