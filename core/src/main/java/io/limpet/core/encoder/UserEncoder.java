package io.limpet.core.encoder;

import io.limpet.core.event.EventType;
import io.limpet.core.generation.Tensor;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what a user did into a vector, one event at a time. The one home of this maths: the
 * streaming job, the service and the evaluator all call it, and the trainer's own forward pass is
 * held against it by a parity test.
 *
 * <p>Immutable and thread-safe; all that changes is in the {@link EncoderState} of the caller.
 * Events are folded oldest first. A caller that meets a late event starts again from a fresh state.
 */
public interface UserEncoder {
  /** Name of the kind of encoder, as in the manifest. */
  String type();

  /** Floats of a user vector. */
  int dimensions();

  /** Floats of an item's input. */
  int inputDimensions();

  /** Floats of a state. */
  int stateSize();

  /** The state of a user without events. */
  default EncoderState newState() {
    return EncoderState.ofSize(stateSize());
  }

  /** What a generation has to hold for this encoder, by name. */
  Map<String, Tensor> tensors();

  /**
   * Takes one event on one item into the state.
   *
   * @param input the item's input, {@link #inputDimensions()} floats
   * @param millis when it happened, epoch milliseconds
   */
  void fold(EncoderState state, float[] input, EventType type, long millis);

  /**
   * The user's vector, to be multiplied with item vectors; empty while nothing that was folded says
   * anything about taste.
   */
  Optional<float[]> vector(EncoderState state);

  /**
   * The vector of a user of whom nothing is known. Zeros, with which all items are as good; an
   * encoder that has learned what everybody wants says so here.
   */
  default float[] coldVector() {
    return new float[dimensions()];
  }
}
