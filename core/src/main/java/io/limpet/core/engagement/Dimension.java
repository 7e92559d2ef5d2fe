package io.limpet.core.engagement;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** By what the events of a shop are told apart. */
public enum Dimension {
  /** By nothing: all events are one segment, whose value is empty. */
  ALL,
  /** The property {@code channel} of an event. */
  CHANNEL,
  /** The property {@code country}, or else {@code region}. */
  COUNTRY,
  /** Where the answer that an event names was shown. */
  SURFACE,
  /** The arm of an experiment that decided the answer that an event names. */
  VARIANT,
  /** Whose vectors made the answer that an event names. */
  GENERATION;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The dimension of this label. */
  public static Optional<Dimension> ofLabel(String label) {
    return Stream.of(values()).filter(dimension -> dimension.label().equals(label)).findFirst();
  }

  /** The name in keys and requests. */
  public String label() {
    return label;
  }
}
