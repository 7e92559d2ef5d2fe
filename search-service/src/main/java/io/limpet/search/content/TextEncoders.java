package io.limpet.search.content;

import io.limpet.core.generation.Generation;
import io.limpet.core.text.TextEncoder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text encoders there are; each loads its model when the first text comes. */
public final class TextEncoders {
  private final List<TextEncoder> encoders;

  public TextEncoders(List<TextEncoder> encoders) {
    this.encoders = List.copyOf(encoders);
  }

  /**
   * The encoder of a name.
   *
   * @throws IllegalArgumentException that names those there are
   */
  public TextEncoder named(String name) {
    return encoders.stream()
        .filter(encoder -> encoder.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "limpet.text-encoder (LIMPET_TEXT_ENCODER) is \""
                        + name
                        + "\"; give none, or one of "
                        + encoders.stream()
                            .map(TextEncoder::name)
                            .collect(Collectors.joining(", "))));
  }

  /** The encoder that the content projection of a generation was trained on, if it has one. */
  public Optional<TextEncoder> of(Generation generation) {
    return generation
        .content()
        .flatMap(
            projection ->
                encoders.stream()
                    .filter(encoder -> encoder.name().equals(generation.manifest().textEncoder()))
                    .filter(encoder -> encoder.dimensions() == projection.textDimensions())
                    .findFirst());
  }
}
