package io.limpet.core.encoder;

import io.limpet.core.event.EventType;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import java.util.Map;
import java.util.Optional;

/**
 * The mean of the inputs of a user's items, weighted by what was done and halved with time and with
 * every later event:
 *
 * <pre>  s(n) = step x 2^(-(t(n) - t(n-1)) / halfLife) x s(n-1) + w(type) x input</pre>
 *
 * and the vector is {@code s / |s|}. State: {@code s}.
 */
public final class DecayedMeanEncoder implements UserEncoder {
  /** As in the manifest. */
  public static final String TYPE = "decayed-mean";

  /** Tensor with a weight for every event code, 12 floats. */
  public static final String WEIGHTS = "encoder.event_weights";

  /** Tensor of one float: days after which an event counts half, above 0. */
  public static final String HALF_LIFE_DAYS = "encoder.half_life_days";

  /** Tensor of one float: what is left of the past after each event, above 0, at most 1. */
  public static final String STEP = "encoder.step";

  private static final double MILLIS_PER_DAY = 86_400_000;

  private final int dimensions;
  private final float[] weights;
  private final double halfLifeMillis;
  private final float step;

  public DecayedMeanEncoder(int dimensions, float[] weights, double halfLifeDays, float step) {
    if (weights.length != EventType.OF_ITEMS) {
      throw new IllegalArgumentException(
          WEIGHTS + " has " + weights.length + " floats, " + EventType.OF_ITEMS + " are needed");
    }
    if (!(halfLifeDays > 0)) {
      throw new IllegalArgumentException(HALF_LIFE_DAYS + " is " + halfLifeDays + ", not above 0");
    }
    if (!(step > 0 && step <= 1)) {
      throw new IllegalArgumentException(STEP + " is " + step + ", not in (0, 1]");
    }
    this.dimensions = dimensions;
    this.weights = weights.clone();
    this.halfLifeMillis = halfLifeDays * MILLIS_PER_DAY;
    this.step = step;
  }

  /** The encoder whose parameters the tensors hold. */
  public static DecayedMeanEncoder of(int dimensions, Tensors tensors) {
    return new DecayedMeanEncoder(
        dimensions,
        tensors.get(WEIGHTS).toArray(),
        tensors.get(HALF_LIFE_DAYS).toArray()[0],
        tensors.get(STEP).toArray()[0]);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Tensor> tensors() {
    return Map.of(
        WEIGHTS,
        Tensor.of(weights),
        HALF_LIFE_DAYS,
        Tensor.of((float) (halfLifeMillis / MILLIS_PER_DAY)),
        STEP,
        Tensor.of(step));
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public int inputDimensions() {
    return dimensions;
  }

  @Override
  public int stateSize() {
    return dimensions;
  }

  @Override
  public void fold(EncoderState state, float[] input, EventType type, long millis) {
    float weight = type.code() < weights.length ? weights[type.code()] : 0;
    if (weight == 0) {
      return;
    }
    float[] s = state.values();
    float decay = 1;
    if (state.folded() > 0) {
      long passed = Math.max(0, millis - state.lastMillis());
      decay = (float) (step * Math.pow(0.5, passed / halfLifeMillis));
    }
    for (int i = 0; i < dimensions; i++) {
      s[i] = decay * s[i] + weight * input[i];
    }
    state.advance(millis);
  }

  @Override
  public Optional<float[]> vector(EncoderState state) {
    float[] s = state.values();
    double square = 0;
    for (float x : s) {
      square += x * x;
    }
    if (!(square > 1e-30)) {
      return Optional.empty();
    }
    float scale = (float) (1 / Math.sqrt(square));
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = s[i] * scale;
    }
    return Optional.of(vector);
  }
}
