package io.limpet.core.encoder;

import io.limpet.core.event.EventType;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several encoders side by side. Inputs, states and vectors are theirs one after the other, so the
 * score is the sum of theirs, and one search over the joined item vectors finds the best sums; how
 * much each counts is in the item vectors.
 */
public final class HybridEncoder implements UserEncoder {
  /** As in the manifest. */
  public static final String TYPE = "hybrid";

  /** Before the names of the first part's tensors. */
  public static final String SEQUENCE = "sequence.";

  /** Before the names of the second part's tensors. */
  public static final String POOLED = "pooled.";

  private final SequenceEncoder sequence;
  private final PooledEncoder pooled;
  private final List<UserEncoder> parts;

  public HybridEncoder(SequenceEncoder sequence, PooledEncoder pooled) {
    this.sequence = sequence;
    this.pooled = pooled;
    this.parts = List.of(sequence, pooled);
  }

  /** The encoder whose parameters the tensors hold, those of a part under its name. */
  public static HybridEncoder of(Tensors tensors) {
    return new HybridEncoder(
        SequenceEncoder.of(SequenceEncoder.EMA, tensors.below(SEQUENCE)),
        PooledEncoder.of(tensors.below(POOLED)));
  }

  /** The first part. */
  public SequenceEncoder sequence() {
    return sequence;
  }

  @Override
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new HashMap<>();
    sequence.tensors().forEach((name, tensor) -> all.put(SEQUENCE + name, tensor));
    pooled.tensors().forEach((name, tensor) -> all.put(POOLED + name, tensor));
    return all;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public int dimensions() {
    return sequence.dimensions() + pooled.dimensions();
  }

  @Override
  public int inputDimensions() {
    return sequence.inputDimensions() + pooled.inputDimensions();
  }

  @Override
  public int stateSize() {
    return sequence.stateSize() + pooled.stateSize();
  }

  @Override
  public void fold(EncoderState state, float[] input, EventType type, long millis) {
    if (type.defaultWeight() == 0) {
      return;
    }
    int inputAt = 0;
    int stateAt = 0;
    for (UserEncoder part : parts) {
      EncoderState own = part(state, stateAt, part);
      int inputEnd = inputAt + part.inputDimensions();
      part.fold(own, Arrays.copyOfRange(input, inputAt, inputEnd), type, millis);
      System.arraycopy(own.values(), 0, state.values(), stateAt, part.stateSize());
      inputAt = inputEnd;
      stateAt += part.stateSize();
    }
    state.advance(millis);
  }

  private static EncoderState part(EncoderState state, int at, UserEncoder part) {
    return new EncoderState(
        Arrays.copyOfRange(state.values(), at, at + part.stateSize()),
        state.lastMillis(),
        state.folded());
  }

  @Override
  public Optional<float[]> vector(EncoderState state) {
    if (state.folded() == 0) {
      return Optional.empty();
    }
    float[] vector = new float[dimensions()];
    int at = 0;
    int stateAt = 0;
    for (UserEncoder part : parts) {
      float[] own = part.vector(part(state, stateAt, part)).orElseGet(part::coldVector);
      System.arraycopy(own, 0, vector, at, own.length);
      at += own.length;
      stateAt += part.stateSize();
    }
    return Optional.of(vector);
  }

  @Override
  public float[] coldVector() {
    float[] cold = Arrays.copyOf(sequence.coldVector(), dimensions());
    float[] popular = pooled.coldVector();
    System.arraycopy(popular, 0, cold, sequence.dimensions(), popular.length);
    return cold;
  }
}
