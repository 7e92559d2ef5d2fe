package io.limpet.search.rule;

import io.limpet.core.event.Event;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Groups of visitors that rules speak of. */
public final class Segments {
  private Segments() {}

  /**
   * The caller's segments, and the two halves that every visitor is in one of, twice.
   *
   * @param isKnown whether the visitor did anything before
   */
  public static Set<String> of(@Nullable String visitor, Set<String> given, boolean isKnown) {
    Set<String> segments = new HashSet<>(given);
    segments.add(visitor == null || Event.isAnonymous(visitor) ? "anonymous" : "signed-in");
    segments.add(isKnown ? "returning" : "new");
    return segments;
  }
}
