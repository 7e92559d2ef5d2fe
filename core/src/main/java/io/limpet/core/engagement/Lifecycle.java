package io.limpet.core.engagement;

import java.util.TreeSet;

/**
 * What the days of a visitor say: new, returning, resurrected and churned, and the visitor's place
 * in the cohort of its first day. All of it follows from the set of days alone, so it makes no
 * difference in which order they become known: a day that comes late takes back what was said
 * without it.
 *
 * <p>Churn is written ahead, for the day on which it will be true unless the visitor comes back;
 * days that are not over say nothing of it.
 */
public final class Lifecycle {
  /** Who was away for so many days has churned. */
  public static final int AWAY_DAYS = 30;

  private Lifecycle() {}

  /**
   * Notes what changes with one more day.
   *
   * @param days without it
   * @param day not among them
   */
  static void add(ActiveDays days, long day, Ledger ledger) {
    long before = days.before(day);
    long after = days.after(day);
    count(before, day, ledger, 1);
    churn(day, after, ledger, 1);
    if (before != Long.MIN_VALUE) {
      churn(before, after, ledger, -1);
      churn(before, day, ledger, 1);
    }
    if (after != Long.MAX_VALUE) {
      count(before, after, ledger, -1);
      count(day, after, ledger, 1);
    }
    if (day < days.first()) {
      cohort(days, ledger, -1);
      cohort(days.with(day), ledger, 1);
    } else {
      retain(days, day, ledger);
    }
  }

  /** What the visitor is on a day by the one before, of any kind. */
  private static void count(long before, long day, Ledger ledger, int sign) {
    Measure measure =
        before == Long.MIN_VALUE
            ? Measure.NEW
            : day - before <= AWAY_DAYS ? Measure.RETURNING : Measure.RESURRECTED;
    ledger.on(day).count(measure, sign);
  }

  private static void churn(long day, long after, Ledger ledger, int sign) {
    if (after == Long.MAX_VALUE || after - day > AWAY_DAYS) {
      ledger.on(day + AWAY_DAYS).count(Measure.CHURNED, sign);
    }
  }

  /** One more day of a known cohort. */
  private static void retain(ActiveDays days, long day, Ledger ledger) {
    long first = days.first();
    ledger.on(first).retainDay((int) (day - first), 1);
    long monday = Calendar.mondayOf(day);
    long next = days.after(monday - 1);
    if (next > monday + 6) {
      long week = Calendar.mondayOf(first);
      ledger.on(week).retainWeek((int) ((monday - week) / 7), 1);
    }
  }

  /** A cohort's whole row of one visitor. */
  private static void cohort(ActiveDays days, Ledger ledger, int sign) {
    if (days.isEmpty()) {
      return;
    }
    long first = days.first();
    long week = Calendar.mondayOf(first);
    TreeSet<Long> mondays = new TreeSet<>();
    DayMetrics cohort = ledger.on(first);
    days.days()
        .forEach(
            day -> {
              cohort.retainDay((int) (day - first), sign);
              mondays.add(Calendar.mondayOf(day));
            });
    DayMetrics weekly = ledger.on(week);
    mondays.forEach(monday -> weekly.retainWeek((int) ((monday - week) / 7), sign));
  }
}
