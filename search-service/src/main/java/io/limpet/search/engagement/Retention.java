package io.limpet.search.engagement;

import io.limpet.core.engagement.Calendar;
import io.limpet.core.engagement.EngagementDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who came back of those whose first day it was.
 *
 * @param cohorts by their first day
 * @param together all cohorts as one, each as far as its days are over
 */
public record Retention(List<Cohort> cohorts, List<Step> together) {

  /**
   * Visitors who began together.
   *
   * @param cohort the day, or the Monday of the week, on which they began
   * @param size how many they are
   */
  public record Cohort(String cohort, long size, List<Step> retained) {}

  /**
   * How many were there so much later.
   *
   * @param after days or weeks
   * @param of how many could have been: the cohorts of whom that day or week is over
   * @param visitors how many were there
   * @param rate visitors / of; absent of nobody
   */
  public record Step(int after, long of, long visitors, @Nullable Double rate) {
    static Step of(int after, long size, long visitors) {
      return new Step(after, size, visitors, size == 0 ? null : (double) visitors / size);
    }
  }

  /** By the day, on these days later. Days that are not over are not there. */
  static Retention daily(
      NavigableMap<Long, EngagementDay> days, long from, long to, long today, List<Integer> after) {
    var made = new Maker();
    days.subMap(from, true, to, true)
        .forEach(
            (first, day) ->
                made.add(
                    first,
                    day.metrics().retainedDays(),
                    after.stream().filter(n -> first + n < today).toList()));
    return made.retention();
  }

  /** By the week, in every week since. Weeks that are not over are not there. */
  static Retention weekly(NavigableMap<Long, EngagementDay> days, long from, long to, long today) {
    var made = new Maker();
    days.subMap(Calendar.mondayOf(from), true, to, true)
        .forEach(
            (first, day) -> {
              List<Integer> over = new ArrayList<>();
              for (int n = 0; first + 7L * n + 7 <= today; n++) {
                over.add(n);
              }
              made.add(first, day.metrics().retainedWeeks(), over);
            });
    return made.retention();
  }

  private static final class Maker {
    private final List<Cohort> cohorts = new ArrayList<>();
    private final TreeMap<Integer, Long> sizes = new TreeMap<>();
    private final TreeMap<Integer, Long> visitors = new TreeMap<>();

    void add(long first, TreeMap<Integer, Long> retained, List<Integer> over) {
      long size = retained.getOrDefault(0, 0L);
      if (size == 0) {
        return;
      }
      List<Step> steps = new ArrayList<>();
      for (int n : over) {
        long there = retained.getOrDefault(n, 0L);
        sizes.merge(n, size, Long::sum);
        visitors.merge(n, there, Long::sum);
        steps.add(Step.of(n, size, there));
      }
      cohorts.add(new Cohort(LocalDate.ofEpochDay(first).toString(), size, steps));
    }

    Retention retention() {
      return new Retention(
          cohorts,
          sizes.entrySet().stream()
              .map(
                  of -> Step.of(of.getKey(), of.getValue(), visitors.getOrDefault(of.getKey(), 0L)))
              .toList());
    }
  }
}
