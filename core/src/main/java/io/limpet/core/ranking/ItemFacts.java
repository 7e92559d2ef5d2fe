package io.limpet.core.ranking;

import io.limpet.core.item.Item;
import io.limpet.core.signal.ItemSignals;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an item at the moment of a question.
 *
 * @param itemId its id
 * @param vector of the generation that is asked, null if it has none
 * @param signals what everybody did with it until then, null if nothing
 * @param category its widest, null if unknown
 * @param brand its brand, null if unknown
 * @param price of one, NaN if unknown
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
public record ItemFacts(
    String itemId,
    float @Nullable [] vector,
    @Nullable ItemSignals signals,
    @Nullable String category,
    @Nullable String brand,
    double price) {

  /** The facts of an item of the catalogue. */
  public static ItemFacts of(Item item, float @Nullable [] vector, @Nullable ItemSignals signals) {
    Double price = item.price();
    return new ItemFacts(
        item.itemId(),
        vector,
        signals,
        item.topCategory().orElse(null),
        item.brand(),
        price == null || price <= 0 ? Double.NaN : price);
  }
}
