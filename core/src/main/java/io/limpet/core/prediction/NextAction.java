package io.limpet.core.prediction;

import io.limpet.core.event.EventType;
import java.util.Locale;
import java.util.Optional;

/** What a visitor may do next in the session. */
public enum NextAction {
  VIEW,
  CART,
  PURCHASE,
  /** Nothing more: the session is over. */
  LEAVE;

  /** What an event is; empty for those that are none of these, a search for one. */
  public static Optional<NextAction> of(EventType type) {
    return switch (type) {
      case VIEW_ITEM, SELECT_ITEM -> Optional.of(VIEW);
      case ADD_TO_CART -> Optional.of(CART);
      case PURCHASE -> Optional.of(PURCHASE);
      default -> Optional.empty();
    };
  }

  /** As in answers. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
