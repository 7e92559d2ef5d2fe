package io.limpet.trainer.predict;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.hash.Fnv;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * So many visitors, whole, that examples of them fit into memory: a large shop's are more than are
 * needed to learn a small network. The same ones every time.
 */
final class VisitorSample {
  /** Examples of some 350 bytes each. */
  static final int MOST_EXAMPLES = 1_000_000;

  private static final long WEEK = 7 * Moments.DAY;

  private VisitorSample() {}

  /**
   * Events of visitors with about so many examples at most: one an event, and one a week of each
   * known user.
   */
  static List<CleanEvent> of(List<CleanEvent> events, int mostExamples) {
    Map<String, Long> first = new HashMap<>();
    Map<String, Double> place = new HashMap<>();
    long end = Long.MIN_VALUE;
    for (CleanEvent clean : events) {
      Event event = clean.event();
      end = Math.max(end, event.timestampMillis());
      if (!Event.isAnonymous(event.visitor())) {
        first.merge(event.visitor(), event.timestampMillis(), Math::min);
      }
      String user = event.userId();
      if (event.type() == EventType.IDENTIFY && user != null) {
        place.merge(event.visitor(), Fnv.unit(user), Math::min);
      }
    }
    double examples = events.size();
    for (long since : first.values()) {
      examples += (double) (end - since) / WEEK;
    }
    double share = mostExamples / examples;
    return share >= 1
        ? events
        : events.stream().filter(of -> place(place, of.event().visitor()) < share).toList();
  }

  /** A device is drawn with each of the users who signed in there, whose features it is part of. */
  private static double place(Map<String, Double> ofDevices, String visitor) {
    Double known = ofDevices.get(visitor);
    return known == null ? Fnv.unit(visitor) : known;
  }
}
