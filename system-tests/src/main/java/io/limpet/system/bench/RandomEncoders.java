package io.limpet.system.bench;

import io.limpet.core.encoder.AttentionEncoder;
import io.limpet.core.encoder.HybridEncoder;
import io.limpet.core.encoder.PooledEncoder;
import io.limpet.core.encoder.SequenceEncoder;
import io.limpet.core.encoder.TimeGap;
import io.limpet.core.encoder.UserEncoder;
import io.limpet.core.event.EventType;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Encoders as a training makes them but for their numbers, which are drawn: as fast, and useless.
 */
final class RandomEncoders {
  private static final int POOLED_CHANNELS = 64;
  static final int HEADS = 2;
  private static final int DISTANCES = 32;

  private final Random random = new Random(1);
  private final Map<String, Tensor> tensors = new HashMap<>();

  private RandomEncoders() {}

  /** By name, of this many channels; the pooled one always has 64. */
  static Map<String, UserEncoder> of(int width) {
    Map<String, UserEncoder> encoders = new LinkedHashMap<>();
    SequenceEncoder ema = (SequenceEncoder) new RandomEncoders().sequence("ema", width, 1);
    PooledEncoder pooled = pooled();
    encoders.put("pooled", pooled);
    encoders.put("ema", ema);
    encoders.put("hybrid", new HybridEncoder(ema, pooled));
    encoders.put("gru", new RandomEncoders().sequence("gru", width, 1));
    encoders.put("attention", new RandomEncoders().sequence("attention", width, 2));
    return encoders;
  }

  /** So many items' inputs, the same at every call. */
  static float[][] inputs(int count, int dimensions) {
    float[][] inputs = new float[count][dimensions];
    Random random = new Random(2);
    for (float[] input : inputs) {
      for (int i = 0; i < dimensions; i++) {
        input[i] = (float) random.nextGaussian();
      }
    }
    return inputs;
  }

  /** Of 64 channels. */
  static PooledEncoder pooled() {
    float[] weights = EventType.defaultWeights();
    float[] decays = new float[POOLED_CHANNELS];
    Arrays.fill(decays, 0.995f);
    return new PooledEncoder(weights, decays, 5, 0.7f);
  }

  private UserEncoder sequence(String type, int width, int blocks) {
    norm("in", width);
    put("types", EventType.OF_ITEMS * width);
    put("gaps", TimeGap.CODES * width);
    for (int b = 0; b < blocks; b++) {
      String name = "block" + b;
      switch (type) {
        case "ema" -> {
          put(name + ".cell.pace", width);
          dense(name + ".cell.in", width, width);
          dense(name + ".cell.gate", width, width);
          dense(name + ".cell.out", width, width);
        }
        case "gru" -> {
          dense(name + ".cell.in", width, 3 * width);
          dense(name + ".cell.memory", width, 3 * width);
        }
        default -> {
          dense(name + ".cell.in", width, 3 * width);
          dense(name + ".cell.out", width, width);
          tensors.put(
              SequenceEncoder.PREFIX + name + ".cell.distance",
              Tensor.matrix(draw(HEADS * DISTANCES), HEADS, DISTANCES));
        }
      }
      norm(name + ".cell.norm", width);
      dense(name + ".widen", width, 4 * width);
      dense(name + ".narrow", 4 * width, width);
      norm(name + ".narrow.norm", width);
    }
    return type.equals("attention")
        ? AttentionEncoder.of(new Tensors(tensors))
        : SequenceEncoder.of(type, new Tensors(tensors));
  }

  private void norm(String name, int width) {
    put(name + ".scale", width);
    put(name + ".shift", width);
  }

  private void dense(String name, int inputs, int outputs) {
    put(name + ".weight", inputs * outputs);
    put(name + ".bias", outputs);
  }

  private void put(String name, int size) {
    tensors.put(SequenceEncoder.PREFIX + name, Tensor.of(draw(size)));
  }

  private float[] draw(int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) random.nextGaussian(0, 0.1);
    }
    return numbers;
  }
}
