package io.limpet.system.bench;

import io.limpet.core.vector.UserVector;
import io.limpet.system.load.Latencies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What happens to user vectors while a generation takes over: how soon everybody is in it, and how
 * long fresh events take before and meanwhile. It is shown every vector as it comes, in that order,
 * before the topic is compacted; one without a further event in its profile was only moved.
 */
final class SwitchWatch {
  private final String generation;
  private final long beganMillis;
  private final Map<String, Long> events = new HashMap<>();
  private final Set<String> moved = new HashSet<>();
  private final List<Delay> delays = new ArrayList<>();
  private long releasedMillis = Long.MAX_VALUE;
  private long lastMovedMillis;

  private record Delay(long arrivedMillis, long millis) {}

  /**
   * @param generation the one that takes over
   * @param beganMillis what came before counts in nothing
   */
  SwitchWatch(String generation, long beganMillis) {
    this.generation = generation;
    this.beganMillis = beganMillis;
  }

  /** Notes that the generation was released. */
  void released(long millis) {
    releasedMillis = millis;
    lastMovedMillis = millis;
  }

  /**
   * What was seen.
   *
   * @param users how many have a vector
   * @param moved how many have one of the new generation
   * @param seconds from the release to the last of them
   * @param before from an event's arrival in Kafka to its vector's, before the release
   * @param meanwhile the same, of events between the release and the last move
   */
  record Result(
      long users,
      long moved,
      double seconds,
      Latencies.Summary before,
      Latencies.Summary meanwhile) {}

  /** Takes in a vector and when it came. */
  void accept(UserVector vector, long millis) {
    Long known = events.put(vector.visitor(), vector.profile().events());
    if (vector.generation().equals(generation) && moved.add(vector.visitor())) {
      lastMovedMillis = millis;
    }
    boolean fresh = known == null || vector.profile().events() > known;
    if (fresh && vector.version() >= beganMillis) {
      delays.add(new Delay(vector.version(), millis - vector.version()));
    }
  }

  /** What was seen so far. */
  Result result() {
    var before = new Latencies();
    var meanwhile = new Latencies();
    for (Delay delay : delays) {
      long nanos = TimeUnit.MILLISECONDS.toNanos(delay.millis());
      if (delay.arrivedMillis() < releasedMillis) {
        before.addNanos(nanos);
      } else if (delay.arrivedMillis() <= lastMovedMillis) {
        meanwhile.addNanos(nanos);
      }
    }
    return new Result(
        events.size(),
        moved.size(),
        (lastMovedMillis - releasedMillis) / 1e3,
        before.summary(),
        meanwhile.summary());
  }
}
