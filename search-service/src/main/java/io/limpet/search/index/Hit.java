package io.limpet.search.index;

import java.util.Comparator;

/**
 * An item that was found.
 *
 * @param item its number
 * @param score dot product of its vector with the query
 */
public record Hit(int item, float score) {
  /** Highest score first; of equal ones the lower number, so that answers are stable. */
  public static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble(Hit::score).reversed().thenComparingInt(Hit::item);
}
