package io.limpet.lake.files;

import io.limpet.core.event.EventType;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names of events in files: GA4's, and the short names that data sets use, in any case.
 *
 * <pre>
 *   view                      view_item
 *   click                     select_item
 *   cart, addtocart           add_to_cart
 *   buy, transaction          purchase
 * </pre>
 */
final class EventNames {
  private static final Map<String, EventType> ALIASES =
      Map.of(
          "view", EventType.VIEW_ITEM,
          "click", EventType.SELECT_ITEM,
          "cart", EventType.ADD_TO_CART,
          "addtocart", EventType.ADD_TO_CART,
          "buy", EventType.PURCHASE,
          "transaction", EventType.PURCHASE);

  private EventNames() {}

  static Optional<EventType> find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return EventType.ofWireName(lower).or(() -> Optional.ofNullable(ALIASES.get(lower)));
  }
}
