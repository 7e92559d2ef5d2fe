package io.limpet.core.forecast;

import java.util.List;

/**
 * How long a stock lasts and when to order more, by a forecast: the (s, S) policy under periodic
 * review (Silver, Pyke and Thomas, "Inventory and production management in supply chains", chapter
 * 6). A delivery is ordered when the stock is no more than what is asked for until it arrives at
 * the level of service; so much is ordered that it lasts until the delivery after the next review.
 *
 * @param stock pieces at hand
 * @param days that the stock lasts if what is expected is bought; {@link #ENOUGH} for longer
 * @param reorderPoint pieces asked for within the lead time, at the level of service
 * @param orderUpTo pieces asked for within lead time and review, at the level of service
 */
public record Cover(int stock, double days, double reorderPoint, double orderUpTo) {
  /** A stock that lasts longer lasts "long": a forecast of weeks says nothing of years. */
  public static final double ENOUGH = 365;

  /**
   * How to order.
   *
   * @param leadDays from an order to its arrival, 1 to 365
   * @param reviewDays between two looks at the stock, 1 to 365
   * @param service place of the level of service in {@link Quantiles}, the median or above
   */
  public record Policy(int leadDays, int reviewDays, int service) {
    /** Two weeks until a delivery, a look a week, out of stock once in forty times. */
    public static final Policy DEFAULT = new Policy(14, 7, Quantiles.HIGH);

    public Policy {
      requireDays("lead_days", leadDays);
      requireDays("review_days", reviewDays);
      if (service < Quantiles.MEDIAN || service >= Quantiles.COUNT) {
        throw new IllegalArgumentException("a level of service is the median or above");
      }
    }

    private static void requireDays(String name, int days) {
      if (days < 1 || days > 365) {
        throw new IllegalArgumentException(
            "%s is %d; give days from 1 to 365".formatted(name, days));
      }
    }
  }

  /** What a stock is worth by a forecast that begins now. */
  public static Cover of(int stock, Forecast forecast, Policy policy) {
    return new Cover(
        stock,
        daysOf(Math.max(0, stock), forecast),
        demand(forecast, policy.leadDays(), policy.service()),
        demand(forecast, policy.leadDays() + policy.reviewDays(), policy.service()));
  }

  /** Whether an order is due. */
  public boolean isReorder() {
    return reorderPoint > 0 && stock <= reorderPoint;
  }

  /** Pieces to order, 0 where none is due. */
  public long order() {
    return isReorder() ? (long) Math.ceil(Math.max(0, orderUpTo - stock)) : 0;
  }

  private static double daysOf(double stock, Forecast forecast) {
    double left = stock;
    double days = 0;
    for (Forecast.Span week : forecast.weeks()) {
      if (week.expected() >= left && week.expected() > 0) {
        return days + 7 * left / week.expected();
      }
      left -= week.expected();
      days += 7;
    }
    double daily = daily(forecast);
    return daily > 0 ? Math.min(ENOUGH, days + left / daily) : ENOUGH;
  }

  private static double daily(Forecast forecast) {
    return forecast.weeks().stream().mapToDouble(Forecast.Span::expected).sum() / forecast.days();
  }

  /** Pieces expected within so many days. */
  static double expected(Forecast forecast, int days) {
    List<Forecast.Span> weeks = forecast.weeks();
    double sum = 0;
    int whole = Math.min(days / 7, weeks.size());
    for (int week = 0; week < whole; week++) {
      sum += weeks.get(week).expected();
    }
    int rest = days - 7 * whole;
    double rate = whole < weeks.size() ? weeks.get(whole).expected() / 7 : daily(forecast);
    return sum + rest * rate;
  }

  /**
   * Pieces asked for within so many days at a level. How far a quantile of the whole horizon is
   * from its mean shrinks and grows with the root of the time, as it does where weeks are
   * independent.
   */
  static double demand(Forecast forecast, int days, int place) {
    double above = forecast.total().quantile(place) - forecast.total().expected();
    double wide = above * Math.sqrt((double) days / forecast.days());
    return Math.max(0, expected(forecast, days) + wide);
  }
}
