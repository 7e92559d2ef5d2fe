package io.limpet.standalone.simulate;

import java.util.List;

/**
 * What a shopper is shown at once.
 *
 * @param recommendationId of the answer it is, empty when it is no recommendation
 * @param arm of the shop's experiment that decided it, empty if none did
 * @param offers the first place first
 */
public record Shelf(String recommendationId, String arm, List<Offer> offers) {
  public Shelf {
    offers = List.copyOf(offers);
  }

  /** One that no experiment decided. */
  public Shelf(String recommendationId, List<Offer> offers) {
    this(recommendationId, "", offers);
  }
}
