package io.limpet.standalone.simulate;

import java.util.List;

/**
 * An item as a shelf shows it.
 *
 * @param itemId its id
 * @param title what it is called, empty if it has no title
 * @param categories it is in
 * @param price of one, 0 if it has none
 * @param currency of the price, empty if it has none
 */
public record Offer(
    String itemId, String title, List<String> categories, double price, String currency) {
  public Offer {
    categories = List.copyOf(categories);
  }
}
