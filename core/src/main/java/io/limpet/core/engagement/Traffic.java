package io.limpet.core.engagement;

import io.limpet.core.event.Event;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who caused events. What programs did is never added to what persons did. */
public enum Traffic {
  PERSON,
  /** Load tests, the demo's shoppers, simulations: events that say so. */
  SYNTHETIC;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** Whose an event is. */
  public static Traffic of(Event event) {
    return event.isSynthetic() ? SYNTHETIC : PERSON;
  }

  /** The traffic of this label. */
  public static Optional<Traffic> ofLabel(String label) {
    return Stream.of(values()).filter(traffic -> traffic.label().equals(label)).findFirst();
  }

  /** The name in keys and answers. */
  public String label() {
    return label;
  }
}
