package io.limpet.core.label;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import java.io.Serializable;

/**
 * Which events count for an answer, and for how long. An event with a {@code recommendation_id}
 * counts for that answer. Any other conversion counts for the latest answer to its visitor that
 * held the item before it (last touch); an impression without an id counts for none.
 *
 * @param windowMillis how long after an answer impressions, clicks and baskets count for it
 * @param purchaseWindowMillis the same of purchases, at least as long
 */
public record Attribution(long windowMillis, long purchaseWindowMillis) implements Serializable {

  public Attribution {
    if (windowMillis < 1 || purchaseWindowMillis < windowMillis) {
      throw new IllegalArgumentException(
          "a window of %d ms and one of %d ms for purchases; give at least 1, and the longer one to purchases"
              .formatted(windowMillis, purchaseWindowMillis));
    }
  }

  /** Whether an event says something of answers at all, and happened not too long before now. */
  public boolean asks(CleanEvent clean) {
    Event event = clean.event();
    return switch (event.type()) {
      case VIEW_ITEM_LIST -> event.recommendationId() != null && isFresh(clean);
      case SELECT_ITEM, VIEW_ITEM, ADD_TO_WISHLIST, ADD_TO_CART, PURCHASE -> isFresh(clean);
      default -> false;
    };
  }

  /** An import sends the past; no answer that is still open was given then. */
  private boolean isFresh(CleanEvent clean) {
    return clean.receivedMillis() - clean.event().timestampMillis() <= purchaseWindowMillis;
  }

  /**
   * Whether something counts for an answer.
   *
   * @param afterMillis how long after the answer it happened, 0 or more
   */
  public boolean holds(EventType type, long afterMillis) {
    return afterMillis <= (type == EventType.PURCHASE ? purchaseWindowMillis : windowMillis);
  }
}
