package io.limpet.flink.rebuild;

import io.limpet.core.profile.UserProfile;
import io.limpet.core.signal.ItemSignals;
import io.limpet.core.vector.UserVector;
import java.util.Map;

/** Whether a rebuilt value says what the live one does. */
final class Same {
  /** What is added up in another order differs so much. */
  private static final double ROUNDING = 1e-4;

  private Same() {}

  static boolean vectors(UserVector a, UserVector b) {
    return a.version() == b.version()
        && a.generation().equals(b.generation())
        && profiles(a.profile(), b.profile())
        && floats(a.vector(), b.vector());
  }

  private static boolean profiles(UserProfile a, UserProfile b) {
    return a.events() == b.events()
        && a.firstMillis() == b.firstMillis()
        && a.lastMillis() == b.lastMillis()
        && a.recent().equals(b.recent())
        && a.bought().equals(b.bought())
        && weights(a.affinities(), b.affinities());
  }

  private static boolean weights(Map<String, Float> a, Map<String, Float> b) {
    return a.keySet().equals(b.keySet())
        && a.entrySet().stream()
            .allMatch(e -> isNear(e.getValue(), b.getOrDefault(e.getKey(), Float.NaN)));
  }

  private static boolean floats(float[] a, float[] b) {
    boolean same = a.length == b.length;
    for (int i = 0; same && i < a.length; i++) {
      same = isNear(a[i], b[i]);
    }
    return same;
  }

  static boolean signals(ItemSignals a, ItemSignals b) {
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
