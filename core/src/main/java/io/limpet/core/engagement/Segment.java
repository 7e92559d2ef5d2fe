package io.limpet.core.engagement;

import io.limpet.core.event.Event;
import io.limpet.core.served.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of all events. Each is measured by its own events alone, as if the shop had no others: who
 * comes by e-mail for the first time is new there, however old a customer.
 *
 * @param traffic who caused them
 * @param dimension by what they were told apart
 * @param value what they have in common; empty for {@link Dimension#ALL}
 */
public record Segment(Traffic traffic, Dimension dimension, String value) {
  /** Characters of a value; longer ones share a segment with what begins alike. */
  public static final int VALUE_LENGTH = 64;

  public Segment {
    value = value.length() <= VALUE_LENGTH ? value : value.substring(0, VALUE_LENGTH);
  }

  /** Of everybody. */
  public static Segment all(Traffic traffic) {
    return new Segment(traffic, Dimension.ALL, "");
  }

  /** What an event belongs to by itself. */
  public static List<Segment> of(Event event) {
    Traffic traffic = Traffic.of(event);
    Map<String, String> properties = event.properties();
    List<Segment> segments = new ArrayList<>(3);
    segments.add(all(traffic));
    add(segments, traffic, Dimension.CHANNEL, properties.get("channel"));
    String country = properties.get("country");
    add(segments, traffic, Dimension.COUNTRY, country == null ? properties.get("region") : country);
    return segments;
  }

  /**
   * What an event belongs to by the answer that it names.
   *
   * @param variants {@link #variants} of the answer
   */
  public static List<Segment> of(
      Event event, String surface, String generation, List<String> variants) {
    Traffic traffic = Traffic.of(event);
    List<Segment> segments = new ArrayList<>(4);
    add(segments, traffic, Dimension.SURFACE, surface);
    add(segments, traffic, Dimension.GENERATION, generation);
    variants.forEach(variant -> add(segments, traffic, Dimension.VARIANT, variant));
    return segments;
  }

  /** The arms that decided an answer, {@code experiment/arm}. */
  public static List<String> variants(Served answer) {
    return answer.assignments().stream().map(of -> of.experiment() + "/" + of.arm()).toList();
  }

  private static void add(
      List<Segment> to, Traffic traffic, Dimension dimension, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      to.add(new Segment(traffic, dimension, value.strip()));
    }
  }

  /** As text, {@code person/channel/email} for one. */
  public String key() {
    return traffic.label() + "/" + dimension.label() + "/" + value;
  }

  /** The segment of a {@link #key}; empty if this release knows none of that kind. */
  public static Optional<Segment> ofKey(String key) {
    String[] parts = key.split("/", 3);
    return parts.length < 3
        ? Optional.empty()
        : Traffic.ofLabel(parts[0])
            .flatMap(
                traffic ->
                    Dimension.ofLabel(parts[1]).map(by -> new Segment(traffic, by, parts[2])));
  }
}
