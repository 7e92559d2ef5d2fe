package io.limpet.standalone.simulate;

import java.util.List;

/**
 * What a shopper is shown at once.
 *
 * @param recommendationId of the answer it is, empty when it is no recommendation
 * @param offers the first place first
 */
public record Shelf(String recommendationId, List<Offer> offers) {
  public Shelf {
    offers = List.copyOf(offers);
  }
}
