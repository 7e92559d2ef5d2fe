package io.limpet.search.engagement;

import io.limpet.core.engagement.Dimension;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.engagement.Segment;
import io.limpet.core.engagement.Traffic;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures by segment and day, as {@code limpet.metrics} has them. Holds at most {@link #VALUES}
 * values of a dimension, the first that came: what is told apart by a mistake does not fill the
 * memory. One thread writes, any number read.
 */
public final class EngagementStore {
  /** Values of one dimension. */
  public static final int VALUES = 500;

  private final ConcurrentHashMap<Segment, ConcurrentSkipListMap<Long, EngagementDay>> segments =
      new ConcurrentHashMap<>();
  private volatile ZoneId zone = ZoneId.of("UTC");

  /**
   * Takes in a record of the topic, null when it was deleted; an older version is passed over.
   *
   * @throws IllegalArgumentException when there are too many values of the dimension
   */
  public void take(String key, @Nullable EngagementDay day) {
    if (day == null) {
      forget(key);
      return;
    }
    Segment segment = day.segment();
    if (!segments.containsKey(segment)
        && values(segment.traffic(), segment.dimension()).size() >= VALUES) {
      throw new IllegalArgumentException(
          "there are %d values of %s already".formatted(VALUES, segment.dimension().label()));
    }
    segments
        .computeIfAbsent(segment, none -> new ConcurrentSkipListMap<>())
        .merge(day.day(), day, (known, next) -> next.version() >= known.version() ? next : known);
    zone = ZoneId.of(day.zone());
  }

  private void forget(String key) {
    int slash = key.lastIndexOf('/');
    Segment.ofKey(key.substring(0, slash))
        .ifPresent(
            segment -> {
              var days = segments.get(segment);
              if (days != null) {
                days.remove(LocalDate.parse(key.substring(slash + 1)).toEpochDay());
                if (days.isEmpty()) {
                  segments.remove(segment);
                }
              }
            });
  }

  /** The days of a segment, by epoch day. */
  public NavigableMap<Long, EngagementDay> days(Segment segment) {
    var days = segments.get(segment);
    return days == null
        ? Collections.emptyNavigableMap()
        : Collections.unmodifiableNavigableMap(days);
  }

  /** The values of a dimension that there are, in order. */
  public List<String> values(Traffic traffic, Dimension dimension) {
    return segments.keySet().stream()
        .filter(of -> of.traffic() == traffic && of.dimension() == dimension)
        .map(Segment::value)
        .sorted()
        .toList();
  }

  /** Where the days begin and end. */
  public ZoneId zone() {
    return zone;
  }
}
