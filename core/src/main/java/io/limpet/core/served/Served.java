package io.limpet.core.served;

import java.util.List;

/**
 * An answer as it was given: what {@code limpet.served} carries.
 *
 * @param recommendationId ties what the shopper does later to the answer
 * @param visitor who was answered
 * @param surface where it was shown
 * @param generation whose vectors were used, empty if none
 * @param timestampMillis when, epoch milliseconds
 * @param surfaceVersion version of the surfaces as they were set up, empty if not known
 * @param items what was shown, in order
 */
public record Served(
    String recommendationId,
    String visitor,
    String surface,
    String generation,
    long timestampMillis,
    String surfaceVersion,
    List<ServedItem> items) {

  public Served {
    items = List.copyOf(items);
  }

  /**
   * One item of an answer.
   *
   * @param itemId which
   * @param source the candidate source that brought it
   * @param score what it was ranked by
   * @param propensity probability that it came to its place; 1 where nothing was left to chance
   */
  public record ServedItem(String itemId, String source, double score, double propensity) {}
}
