package io.limpet.core.encoder;

import io.limpet.core.event.EventType;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Tensors;

/** An event as a sequence encoder sees it: {@code norm(input) + type + gap}. */
record SequenceInput(NormLayer norm, float[] types, float[] gaps, int width) {

  static SequenceInput of(Tensors tensors, String prefix) {
    int width = tensors.get(prefix + "in.scale").toArray().length;
    float[] types = tensors.get(prefix + "types").toArray();
    float[] gaps = tensors.get(prefix + "gaps").toArray();
    if (types.length != EventType.OF_ITEMS * width || gaps.length != TimeGap.CODES * width) {
      throw new GenerationException(
          "embeddings of event types and time gaps have %d and %d floats; %d and %d are needed"
              .formatted(
                  types.length, gaps.length, EventType.OF_ITEMS * width, TimeGap.CODES * width));
    }
    return new SequenceInput(NormLayer.of(tensors, prefix + "in", width), types, gaps, width);
  }

  /** The event that comes next after this state. */
  float[] of(EncoderState state, float[] input, EventType type, long millis) {
    int typeAt = type.code() * width;
    int gapAt = (state.folded() == 0 ? 0 : TimeGap.code(millis - state.lastMillis())) * width;
    float[] x = new float[width];
    norm.apply(input, x);
    for (int c = 0; c < width; c++) {
      x[c] += types[typeAt + c] + gaps[gapAt + c];
    }
    return x;
  }
}
