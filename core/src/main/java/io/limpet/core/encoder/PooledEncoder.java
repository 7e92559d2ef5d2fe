package io.limpet.core.encoder;

import io.limpet.core.event.EventType;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A weighted mean of the inputs of a user's items in which every channel forgets at its own pace,
 * and one constant beside it:
 *
 * <pre>
 *   s[c] = decay[c] s[c] + w(type) input[c]
 *   n[c] = decay[c] n[c] + |w(type)|
 *   vector = (s[c] / (n[c] + shrink)^power for each channel c, 1)
 * </pre>
 *
 * <p>Slow channels hold what a user likes in general, fast ones what the visit is about. The
 * constant meets the last number of an item's vector, which says how much the item is wanted by
 * anybody. While little is known, {@code shrink} keeps the mean near zero, so that this number
 * decides; a {@code power} below 1 lets taste speak louder the more is known. Only the order of
 * events counts, not the time between them. State: s, then n.
 */
public final class PooledEncoder implements UserEncoder {
  /** As in the manifest. */
  public static final String TYPE = "pooled";

  /** Tensor with a weight for every event code, 12 floats. */
  public static final String WEIGHTS = "encoder.event_weights";

  /** Tensor [channels]: what is left of the past after each event, above 0, at most 1. */
  public static final String DECAYS = "encoder.decays";

  /** Tensor of one float, not negative: a mean over this much weight or less is half drawn to 0. */
  public static final String SHRINK = "encoder.shrink";

  /** Tensor of one float, 0 (a sum) to 1 (a mean). */
  public static final String POWER = "encoder.power";

  private final float[] weights;
  private final float[] decays;
  private final float shrink;
  private final float power;

  public PooledEncoder(float[] weights, float[] decays, float shrink, float power) {
    if (weights.length != EventType.OF_ITEMS) {
      throw new IllegalArgumentException(
          WEIGHTS + " has " + weights.length + " floats, " + EventType.OF_ITEMS + " are needed");
    }
    for (float decay : decays) {
      if (!(decay > 0 && decay <= 1)) {
        throw new IllegalArgumentException(DECAYS + " holds " + decay + ", not in (0, 1]");
      }
    }
    if (!(shrink >= 0 && shrink < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(SHRINK + " is " + shrink + ", not 0 or more");
    }
    if (!(power >= 0 && power <= 1)) {
      throw new IllegalArgumentException(POWER + " is " + power + ", not in [0, 1]");
    }
    this.weights = weights.clone();
    this.decays = decays.clone();
    this.shrink = shrink;
    this.power = power;
  }

  /** The encoder whose parameters the tensors hold. */
  public static PooledEncoder of(Tensors tensors) {
    return new PooledEncoder(
        tensors.get(WEIGHTS).toArray(),
        tensors.get(DECAYS).toArray(),
        tensors.get(SHRINK).toArray()[0],
        tensors.get(POWER).toArray()[0]);
  }

  @Override
  public Map<String, Tensor> tensors() {
    return Map.of(
        WEIGHTS,
        Tensor.of(weights),
        DECAYS,
        Tensor.of(decays),
        SHRINK,
        Tensor.of(shrink),
        POWER,
        Tensor.of(power));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public int dimensions() {
    return decays.length + 1;
  }

  @Override
  public int inputDimensions() {
    return decays.length;
  }

  @Override
  public int stateSize() {
    return 2 * decays.length;
  }

  @Override
  public void fold(EncoderState state, float[] input, EventType type, long millis) {
    float weight = type.code() < weights.length ? weights[type.code()] : 0;
    if (weight == 0) {
      return;
    }
    float mass = Math.abs(weight);
    float[] values = state.values();
    int channels = decays.length;
    for (int c = 0; c < channels; c++) {
      values[c] = decays[c] * values[c] + weight * input[c];
      values[channels + c] = decays[c] * values[channels + c] + mass;
    }
    state.advance(millis);
  }

  @Override
  public Optional<float[]> vector(EncoderState state) {
    if (state.folded() == 0) {
      return Optional.empty();
    }
    float[] values = state.values();
    int channels = decays.length;
    float[] vector = Arrays.copyOf(values, channels + 1);
    float mass = Float.NaN;
    float scale = 0;
    for (int c = 0; c < channels; c++) {
      // Channels of one pace stand together and have one mass: the power is taken once for them.
      if (values[channels + c] != mass) {
        mass = values[channels + c];
        scale = (float) Math.pow(mass + shrink, -power);
      }
      vector[c] *= scale;
    }
    vector[channels] = 1;
    return Optional.of(vector);
  }

  @Override
  public float[] coldVector() {
    float[] cold = new float[decays.length + 1];
    cold[decays.length] = 1;
    return cold;
  }
}
