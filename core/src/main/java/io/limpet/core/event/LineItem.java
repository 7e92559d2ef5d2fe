package io.limpet.core.event;

import org.jspecify.annotations.Nullable;

/**
 * One item of an event.
 *
 * @param itemId the shop's id of the item
 * @param quantity how many, 1 if the shop did not say
 * @param price price of one, in the event's currency
 * @param index position in the list that was shown, from 0
 */
public record LineItem(
    String itemId, int quantity, @Nullable Double price, @Nullable Integer index) {

  /** One piece, price and position unknown. */
  public static LineItem of(String itemId) {
    return new LineItem(itemId, 1, null, null);
  }
}
