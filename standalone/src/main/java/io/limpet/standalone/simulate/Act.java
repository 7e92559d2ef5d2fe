package io.limpet.standalone.simulate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a shopper did.
 *
 * @param event its name in the contract
 * @param offers what it was done to
 * @param from the shelf it was done on, null if on none
 * @param place of the offer on that shelf, from 0; -1 where the offers are the shelf
 * @param millis when, epoch milliseconds
 * @param value worth or answer, null if it has none
 * @param properties more
 */
public record Act(
    String event,
    List<Offer> offers,
    @Nullable Shelf from,
    int place,
    long millis,
    @Nullable Double value,
    Map<String, Object> properties) {
  public Act {
    offers = List.copyOf(offers);
    properties = Map.copyOf(properties);
  }
}
