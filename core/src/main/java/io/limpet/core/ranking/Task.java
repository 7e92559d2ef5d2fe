package io.limpet.core.ranking;

import java.util.Locale;

/** What a visitor may do with an item within the visit it is shown in. */
public enum Task {
  /** Shows any interest: looks at it, keeps it, buys it. */
  VIEW,
  /** Puts it into the basket, or buys it. */
  CART,
  /** Buys it. */
  PURCHASE,
  /**
   * Shows an interest and comes back to the shop on another day within {@link #RETURN_DAYS}: items
   * that bring visits are told from items that end them.
   */
  COMES_BACK;

  /** Within so many days after a visit the next one counts as coming back. */
  public static final int RETURN_DAYS = 7;

  /** How long a visit lasts, milliseconds from its first event: a day. */
  public static final long VISIT_MILLIS = 86_400_000L;

  /** As in manifests, explanations and settings: {@code comes_back}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
