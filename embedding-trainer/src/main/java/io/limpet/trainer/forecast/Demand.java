package io.limpet.trainer.forecast;

import io.limpet.core.forecast.Forecast;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, in buckets of a week that end with the last whole day of the data. First the
 * items, then their top categories, which are series like them. Immutable.
 *
 * @param series items, then categories
 * @param weeks buckets, of which all series have as many
 * @param endMillis when the last bucket ends, epoch milliseconds, exclusive
 */
public record Demand(List<Series> series, int weeks, long endMillis) {
  /** A series younger than so many weeks is not forecast: nothing can be told from it. */
  public static final int FEWEST_WEEKS = 4;

  public Demand {
    series = List.copyOf(series);
  }

  /**
   * One row of buckets.
   *
   * @param kind of {@link Forecast}
   * @param key item id, or name of the category
   * @param category top category of the item, or the category itself; null where unknown
   * @param price of one, 0 where unknown
   * @param pieces by week, oldest first
   * @param orders lines of purchases by week
   * @param first week with a piece, or the number of weeks where there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed after it was handed over
  public record Series(
      String kind,
      String key,
      @Nullable String category,
      double price,
      double[] pieces,
      int[] orders,
      int first) {

    static Series of(
        String kind,
        String key,
        @Nullable String category,
        double price,
        double[] pieces,
        int[] orders) {
      int first = 0;
      while (first < pieces.length && pieces[first] == 0) {
        first++;
      }
      return new Series(kind, key, category, price, pieces, orders, first);
    }

    boolean isItem() {
      return kind.equals(Forecast.ITEM);
    }

    /** Whether it is old enough to be forecast at the beginning of this week. */
    boolean isKnownAt(int week) {
      return first <= week - FEWEST_WEEKS;
    }

    /** What was asked for before this week, since it was first asked for. */
    double[] history(int week) {
      return Arrays.copyOfRange(pieces, first, week);
    }

    /** What was asked for in so many weeks from this one on. */
    double[] after(int week, int horizon) {
      return Arrays.copyOfRange(pieces, week, week + horizon);
    }
  }

  /** Numbers of the series that are old enough at the beginning of this week. */
  int[] known(int week) {
    return IntStream.range(0, series.size()).filter(i -> series.get(i).isKnownAt(week)).toArray();
  }

  /** How many items. */
  int items() {
    return (int) series.stream().filter(Series::isItem).count();
  }
}
