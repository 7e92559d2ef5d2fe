package io.limpet.core.label;

import io.limpet.core.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of an answer. The order in which events come makes no difference: times
 * are the earliest, values are sums. Times are milliseconds after the answer, {@link #NEVER} if it
 * did not happen; what the client's clock puts before the answer happened 0 after it.
 *
 * @param seen whether an impression of the item in this answer was reported
 * @param seenIndex the lowest position it was reported at, null if none was
 * @param clickedAfter when the visitor first looked closer: chose, viewed or wished for it
 * @param cartedAfter when it was first put into the basket
 * @param purchasedAfter when it was first bought
 * @param value what was paid for it in all, null if nobody said; refunds are not followed
 * @param synthetic whether a program and not a person did any of it
 */
public record Labels(
    boolean seen,
    @Nullable Integer seenIndex,
    long clickedAfter,
    long cartedAfter,
    long purchasedAfter,
    @Nullable Double value,
    boolean synthetic) {
  /** In place of a time. */
  public static final long NEVER = -1;

  /** Of an item that nothing is known of. */
  public static final Labels NONE = new Labels(false, null, NEVER, NEVER, NEVER, null, false);

  /**
   * The labels after an event that counts for the item.
   *
   * @param afterMillis how long after the answer, 0 or more
   * @param index position that was reported, if one was
   * @param paid for all pieces, if known
   */
  public Labels with(
      EventType type,
      long afterMillis,
      @Nullable Integer index,
      @Nullable Double paid,
      boolean byProgram) {
    boolean synthetically = synthetic || byProgram;
    return switch (type) {
      case VIEW_ITEM_LIST ->
          new Labels(
              true,
              lower(seenIndex, index),
              clickedAfter,
              cartedAfter,
              purchasedAfter,
              value,
              synthetically);
      case SELECT_ITEM, VIEW_ITEM, ADD_TO_WISHLIST ->
          new Labels(
              seen,
              seenIndex,
              earlier(clickedAfter, afterMillis),
              cartedAfter,
              purchasedAfter,
              value,
              synthetically);
      case ADD_TO_CART ->
          new Labels(
              seen,
              seenIndex,
              clickedAfter,
              earlier(cartedAfter, afterMillis),
              purchasedAfter,
              value,
              synthetically);
      case PURCHASE ->
          new Labels(
              seen,
              seenIndex,
              clickedAfter,
              cartedAfter,
              earlier(purchasedAfter, afterMillis),
              paid == null ? value : (Double) (paid + (value == null ? 0 : value)),
              synthetically);
      default -> this;
    };
  }

  private static long earlier(long known, long millis) {
    return known == NEVER ? millis : Math.min(known, millis);
  }

  private static @Nullable Integer lower(@Nullable Integer known, @Nullable Integer index) {
    if (known == null || index == null) {
      return known == null ? index : known;
    }
    return Math.min(known, index);
  }
}
