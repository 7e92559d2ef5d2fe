package io.limpet.core.text;

import java.util.List;

/** Turns texts into vectors whose dot products say how alike they mean. Thread-safe. */
public interface TextEncoder {
  /** Name of the model, as in the manifest of a generation. */
  String name();

  /** Floats of a vector. */
  int dimensions();

  /** A vector of length one for each text, in order; zeros for an empty text. */
  List<float[]> encode(List<String> texts);

  /** The vector of one text. */
  default float[] encode(String text) {
    return encode(List.of(text)).getFirst();
  }

  /** The vector of a text that is looked for, where a model tells it from one to be found. */
  default float[] encodeQuery(String query) {
    return encode(query);
  }
}
