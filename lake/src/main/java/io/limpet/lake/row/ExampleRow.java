package io.limpet.lake.row;

import io.limpet.core.label.Labels;
import io.limpet.core.served.Served;
import io.limpet.core.served.Served.ServedItem;
import org.jspecify.annotations.Nullable;

/**
 * One item that was shown, and what became of it: an example to learn ranking from. Public and
 * flat, so that Flink takes it as a record with fields. Times are milliseconds after the answer,
 * null if it did not happen.
 *
 * @param recommendationId the answer
 * @param itemId the item; the two are the key of an example
 * @param version counts up when a later conversion amends it: of one key the highest holds
 * @param visitor who was answered, empty if nobody in particular
 * @param surface where it was shown
 * @param surfaceVersion version of the surfaces as they were set up
 * @param generation whose vectors were used, empty if none
 * @param timestampMillis when, epoch milliseconds
 * @param position in the answer, from 0
 * @param source what brought it
 * @param score what it was ranked by
 * @param propensity probability that it came to its place
 * @param seen whether an impression of it was reported
 * @param seenIndex position that was reported, the lowest
 * @param clickedAfter when the visitor first looked closer
 * @param cartedAfter when it was first put into the basket
 * @param purchasedAfter when it was first bought
 * @param value what was paid for it
 * @param synthetic whether a program did any of it
 * @param features in the order of {@code Feature}; empty where they are not known
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after it was handed over
public record ExampleRow(
    String recommendationId,
    String itemId,
    int version,
    String visitor,
    String surface,
    String surfaceVersion,
    String generation,
    long timestampMillis,
    int position,
    String source,
    double score,
    double propensity,
    boolean seen,
    @Nullable Integer seenIndex,
    @Nullable Long clickedAfter,
    @Nullable Long cartedAfter,
    @Nullable Long purchasedAfter,
    @Nullable Double value,
    boolean synthetic,
    float[] features) {

  private static final float[] NONE = {};

  /**
   * The example of an item of a page.
   *
   * @param place in the page, from 0
   */
  public static ExampleRow of(Served served, int place, Labels labels, int version) {
    ServedItem item = served.items().get(place);
    return new ExampleRow(
        served.recommendationId(),
        item.itemId(),
        version,
        served.visitor(),
        served.surface(),
        served.surfaceVersion(),
        served.generation(),
        served.timestampMillis(),
        served.firstPosition() + place,
        item.source(),
        item.score(),
        item.propensity(),
        labels.seen(),
        labels.seenIndex(),
        orNull(labels.clickedAfter()),
        orNull(labels.cartedAfter()),
        orNull(labels.purchasedAfter()),
        labels.value(),
        labels.synthetic(),
        served.hasFeatures() ? item.features() : NONE);
  }

  private static @Nullable Long orNull(long after) {
    return after == Labels.NEVER ? null : (Long) after;
  }
}
