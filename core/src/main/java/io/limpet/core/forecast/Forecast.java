package io.limpet.core.forecast;

import java.util.List;
import java.util.Objects;

/**
 * The demand of an item or a category in the weeks to come: what {@code limpet.forecasts} carries.
 *
 * @param kind {@code item} or {@code category}
 * @param key item id, or name of the category
 * @param fromMillis when the first week begins, epoch milliseconds
 * @param historyWeeks weeks since it was first sold
 * @param model what made it
 * @param weeks one after the other
 * @param total of all of them together; not the sums of the quantiles, since not every week turns
 *     out high at once
 * @param version when it was made, epoch milliseconds; the newer of two wins
 */
public record Forecast(
    String kind,
    String key,
    long fromMillis,
    int historyWeeks,
    String model,
    List<Span> weeks,
    Span total,
    long version) {
  /** {@code kind} of an item's. */
  public static final String ITEM = "item";

  /** {@code kind} of a category's. */
  public static final String CATEGORY = "category";

  /** Milliseconds of a week. */
  public static final long WEEK_MILLIS = 7 * 86_400_000L;

  public Forecast {
    if (!ITEM.equals(kind) && !CATEGORY.equals(kind)) {
      throw new IllegalArgumentException(
          "kind is \"%s\"; give %s or %s".formatted(kind, ITEM, CATEGORY));
    }
    if (key == null || key.isBlank()) {
      throw new IllegalArgumentException("key is missing; give an item id or a category");
    }
    weeks = List.copyOf(Objects.requireNonNull(weeks, "weeks are missing"));
    Objects.requireNonNull(total, "total is missing");
    if (weeks.isEmpty()) {
      throw new IllegalArgumentException("weeks are empty; give one or more");
    }
    model = Objects.requireNonNullElse(model, "");
  }

  /**
   * The pieces of a time.
   *
   * @param expected mean
   * @param quantiles at the levels of {@link Quantiles}, ascending, 0 or above
   */
  public record Span(double expected, List<Double> quantiles) {
    public Span {
      quantiles = List.copyOf(Objects.requireNonNull(quantiles, "quantiles are missing"));
      if (quantiles.size() != Quantiles.COUNT) {
        throw new IllegalArgumentException(
            "quantiles are %d; give %d, as docs/forecasts.md says"
                .formatted(quantiles.size(), Quantiles.COUNT));
      }
      double before = 0;
      for (double quantile : quantiles) {
        if (!(quantile >= before) || Double.isInfinite(quantile)) {
          throw new IllegalArgumentException(
              "quantiles are " + quantiles + "; give finite ones from 0 on, ascending");
        }
        before = quantile;
      }
      if (!(expected >= 0) || Double.isInfinite(expected)) {
        throw new IllegalArgumentException("expected is " + expected + "; give 0 or more");
      }
    }

    /** The quantile of a place of {@link Quantiles}. */
    public double quantile(int place) {
      return quantiles.get(place);
    }
  }

  /** The record's key in the topic. */
  public String topicKey() {
    return kind + "/" + key;
  }

  /** Days that it looks ahead. */
  public int days() {
    return 7 * weeks.size();
  }
}
