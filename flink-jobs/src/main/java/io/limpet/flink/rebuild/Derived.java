package io.limpet.flink.rebuild;

import io.limpet.core.profile.UserProfile;
import io.limpet.core.signal.ItemSignals;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.UserVector;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.signals.ItemSignalsJob;
import io.limpet.flink.users.UserVectorsJob;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The topics that follow from clean events alone. */
public enum Derived {
  USER_VECTORS(UserVectorsJob.JOB, Topics.USER_VECTORS),
  ITEM_SIGNALS(ItemSignalsJob.JOB, Topics.ITEM_SIGNALS);

  /** What is added up in another order differs so much. */
  private static final double ROUNDING = 1e-4;

  private final LimpetJob job;
  private final Topic<?> topic;

  Derived(LimpetJob job, Topic<?> topic) {
    this.job = job;
    this.topic = topic;
  }

  /** The job that makes it. */
  public LimpetJob job() {
    return job;
  }

  public Topic<?> topic() {
    return topic;
  }

  /**
   * Those of these names, which are those of their jobs.
   *
   * @throws IllegalArgumentException when there is none of a name
   */
  public static List<Derived> named(List<String> names) {
    return names.stream().map(Derived::named).distinct().sorted().toList();
  }

  private static Derived named(String name) {
    return Arrays.stream(values())
        .filter(derived -> derived.job.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" cannot be rebuilt; give some of %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(derived -> derived.job.name())
                                .collect(Collectors.joining(",")))));
  }

  /**
   * Whether two values of the topic say the same, but for rounding and the event that caused it.
   */
  boolean isSame(byte[] a, byte[] b) {
    return Arrays.equals(a, b)
        || switch (this) {
          case USER_VECTORS ->
              isSame(Topics.USER_VECTORS.codec().decode(a), Topics.USER_VECTORS.codec().decode(b));
          case ITEM_SIGNALS ->
              isSame(Topics.ITEM_SIGNALS.codec().decode(a), Topics.ITEM_SIGNALS.codec().decode(b));
        };
  }

  /** Which of two values of a key is newer is decided by this. */
  long version(byte[] value) {
    return switch (this) {
      case USER_VECTORS -> Topics.USER_VECTORS.codec().decode(value).version();
      case ITEM_SIGNALS -> Topics.ITEM_SIGNALS.codec().decode(value).version();
    };
  }

  private static boolean isSame(UserVector a, UserVector b) {
    return a.version() == b.version()
        && a.generation().equals(b.generation())
        && isSame(a.profile(), b.profile())
        && isSame(a.vector(), b.vector());
  }

  private static boolean isSame(UserProfile a, UserProfile b) {
    return a.events() == b.events()
        && a.firstMillis() == b.firstMillis()
        && a.lastMillis() == b.lastMillis()
        && a.recent().equals(b.recent())
        && a.bought().equals(b.bought())
        && isSame(a.affinities(), b.affinities());
  }

  private static boolean isSame(Map<String, Float> a, Map<String, Float> b) {
    return a.keySet().equals(b.keySet())
        && a.entrySet().stream()
            .allMatch(e -> isNear(e.getValue(), b.getOrDefault(e.getKey(), Float.NaN)));
  }

  private static boolean isSame(float[] a, float[] b) {
    boolean same = a.length == b.length;
    for (int i = 0; same && i < a.length; i++) {
      same = isNear(a[i], b[i]);
    }
    return same;
  }

  private static boolean isSame(ItemSignals a, ItemSignals b) {
    return a.version() == b.version()
        && a.units() == b.units()
        && a.counts().equals(b.counts())
        && a.trendMillis() == b.trendMillis()
        && isNear(a.trend(), b.trend());
  }

  private static boolean isNear(double a, double b) {
    return Math.abs(a - b) <= ROUNDING * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
  }
}
