package io.limpet.core.forecast;

import java.util.Objects;

/**
 * Something about an item's stock that somebody has to do something about: what {@code
 * limpet.alerts} carries, deleted once it is settled.
 *
 * @param kind {@code out_of_stock} or {@code reorder}
 * @param itemId of which item
 * @param stock pieces at hand
 * @param daysOfCover that it lasts
 * @param order pieces to order
 * @param raisedMillis since when, epoch milliseconds
 */
public record Alert(
    String kind, String itemId, int stock, double daysOfCover, long order, long raisedMillis) {
  /** Nothing is left of something that is asked for. */
  public static final String OUT_OF_STOCK = "out_of_stock";

  /** A delivery would come too late if it were ordered later. */
  public static final String REORDER = "reorder";

  public Alert {
    Objects.requireNonNull(kind, "kind is missing");
    Objects.requireNonNull(itemId, "item_id is missing");
  }

  /** Whether another says the same but for its figures: then nobody need be told again. */
  public boolean isLike(Alert other) {
    return kind.equals(other.kind) && itemId.equals(other.itemId);
  }
}
