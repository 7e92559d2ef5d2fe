package io.limpet.core.served;

import io.limpet.core.experiment.Assignment;
import io.limpet.core.ranking.Feature;
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
 * @param firstPosition of the first item, from 0; a further page of an answer begins behind the
 *     pages before
 * @param featureSchema {@link Feature#FINGERPRINT} of whoever wrote the features of the items; 0
 *     where there are none
 * @param items what was shown, in order
 * @param assignments the experiments that decided it: one at most, and a holdout
 */
public record Served(
    String recommendationId,
    String visitor,
    String surface,
    String generation,
    long timestampMillis,
    String surfaceVersion,
    int firstPosition,
    long featureSchema,
    List<ServedItem> items,
    List<Assignment> assignments) {

  public Served {
    items = List.copyOf(items);
    assignments = List.copyOf(assignments);
  }

  /** The same to nobody in particular. */
  public Served ofNobody() {
    return new Served(
        recommendationId,
        "",
        surface,
        generation,
        timestampMillis,
        surfaceVersion,
        firstPosition,
        featureSchema,
        items,
        assignments);
  }

  /** An answer that no experiment decided. */
  public Served(
      String recommendationId,
      String visitor,
      String surface,
      String generation,
      long timestampMillis,
      String surfaceVersion,
      int firstPosition,
      long featureSchema,
      List<ServedItem> items) {
    this(
        recommendationId,
        visitor,
        surface,
        generation,
        timestampMillis,
        surfaceVersion,
        firstPosition,
        featureSchema,
        items,
        List.of());
  }

  /** Whether the items have features that this release knows by their place. */
  public boolean hasFeatures() {
    return featureSchema == Feature.FINGERPRINT;
  }

  /**
   * One item of an answer.
   *
   * @param itemId which
   * @param source the candidate source that brought it
   * @param score what it was ranked by
   * @param propensity probability that it came to its place; 1 where nothing was left to chance
   * @param features what the ranker knew or would have known of it, in the order of {@code
   *     featureSchema}, with the eleven bits of a half float; empty where that is 0
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed after it was handed over
  public record ServedItem(
      String itemId, String source, double score, double propensity, float[] features) {}
}
