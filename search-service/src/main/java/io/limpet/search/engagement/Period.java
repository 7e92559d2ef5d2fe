package io.limpet.search.engagement;

import io.limpet.core.engagement.DayMetrics;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.engagement.Group;
import io.limpet.core.engagement.Uniques;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Days of a segment put together.
 *
 * @param sums counts, money and samples
 * @param groups different members, exact up to {@link #EXACT} if every day is
 */
record Period(DayMetrics sums, Map<Group, Uniques> groups) {
  /** Members of a group that are counted exactly. */
  static final int EXACT = 100_000;

  /** The days from one to another, both inclusive, epoch days. */
  static Period of(NavigableMap<Long, EngagementDay> days, long from, long to) {
    var sums = new DayMetrics();
    Map<Group, Uniques> groups = new EnumMap<>(Group.class);
    for (Group group : Group.values()) {
      groups.put(group, new Uniques(EXACT));
    }
    for (EngagementDay day : days.subMap(from, true, to, true).values()) {
      sums.merge(day.metrics());
      day.metrics().groups().forEach((group, set) -> of(groups, group).merge(set));
    }
    return new Period(sums, groups);
  }

  /** One group alone: a tenth of the work. */
  static Uniques group(NavigableMap<Long, EngagementDay> days, Group group, long from, long to) {
    var set = new Uniques(EXACT);
    for (EngagementDay day : days.subMap(from, true, to, true).values()) {
      Uniques ofDay = day.metrics().groups().get(group);
      if (ofDay != null) {
        set.merge(ofDay);
      }
    }
    return set;
  }

  Value count(Group group) {
    return Value.of(of(groups, group));
  }

  private static Uniques of(Map<Group, Uniques> groups, Group group) {
    return groups.computeIfAbsent(group, none -> new Uniques(EXACT));
  }
}
