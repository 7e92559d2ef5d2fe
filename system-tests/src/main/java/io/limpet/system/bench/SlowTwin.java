package io.limpet.system.bench;

import io.limpet.core.encoder.AttentionEncoder;
import io.limpet.core.encoder.EncoderState;
import io.limpet.core.encoder.HybridEncoder;
import io.limpet.core.encoder.PooledEncoder;
import io.limpet.core.encoder.SequenceEncoder;
import io.limpet.core.encoder.TimeGap;
import io.limpet.core.encoder.UserEncoder;
import io.limpet.core.event.EventType;
import io.limpet.core.generation.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The encoders once more, as their formulas are written: in doubles, over the whole history at
 * once, with nothing remembered, precomputed or approximated. What is served must be near it.
 */
final class SlowTwin {
  private static final double EPSILON = 1e-5;

  /** Events after which vectors are compared; the last reach past the memory of attention. */
  private static final List<Integer> LOOKS = List.of(1, 2, 7, 50, 51, 120);

  private static final int EVENTS = LOOKS.getLast();

  private static final EventType[] TYPES = {
    EventType.VIEW_ITEM, EventType.ADD_TO_CART, EventType.PURCHASE, EventType.VIEW_ITEM
  };

  private final Map<String, Tensor> tensors;
  private final String prefix;
  private final Map<String, double[]> read = new HashMap<>();

  private SlowTwin(Map<String, Tensor> tensors, String prefix) {
    this.tensors = tensors;
    this.prefix = prefix;
  }

  /** Events of one user, oldest first. */
  private record Event(double[] input, EventType type, long millis) {}

  /**
   * The largest difference of any number of a user's vector, these being about 1 in size, over a
   * history of 120 events.
   */
  static double difference(UserEncoder encoder) {
    float[][] inputs = RandomEncoders.inputs(EVENTS, encoder.inputDimensions());
    EncoderState state = encoder.newState();
    List<Event> events = new ArrayList<>();
    double largest = 0;
    for (int i = 0; i < EVENTS; i++) {
      long millis = (long) i * i * i * 1_000;
      EventType type = TYPES[i % TYPES.length];
      encoder.fold(state, inputs[i], type, millis);
      events.add(new Event(doubles(inputs[i]), type, millis));
      if (!LOOKS.contains(i + 1)) {
        continue;
      }
      float[] fast = encoder.vector(state).orElseThrow();
      double[] slow = vector(encoder, events);
      for (int c = 0; c < fast.length; c++) {
        largest = Math.max(largest, Math.abs(fast[c] - slow[c]));
      }
    }
    return largest;
  }

  private static double[] vector(UserEncoder encoder, List<Event> events) {
    Map<String, Tensor> tensors = encoder.tensors();
    return switch (encoder.type()) {
      case PooledEncoder.TYPE -> new SlowTwin(tensors, "").pooled(events);
      case HybridEncoder.TYPE -> {
        SlowTwin sequence = new SlowTwin(tensors, "sequence." + SequenceEncoder.PREFIX);
        int width = sequence.tensor("in.scale").length;
        double[] first = sequence.sequence(SequenceEncoder.EMA, part(events, 0, width));
        double[] second =
            new SlowTwin(tensors, "pooled.").pooled(part(events, width, encoder.inputDimensions()));
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        yield both;
      }
      default -> new SlowTwin(tensors, SequenceEncoder.PREFIX).sequence(encoder.type(), events);
    };
  }

  private static List<Event> part(List<Event> events, int from, int to) {
    return events.stream()
        .map(of -> new Event(Arrays.copyOfRange(of.input, from, to), of.type, of.millis))
        .toList();
  }

  /** Every event weighs decay^(how many later ones there are). */
  private double[] pooled(List<Event> events) {
    double[] decays = tensor(PooledEncoder.DECAYS);
    double[] vector = new double[decays.length + 1];
    for (int c = 0; c < decays.length; c++) {
      double sum = 0;
      double mass = 0;
      for (int i = 0; i < events.size(); i++) {
        double left = Math.pow(decays[c], events.size() - 1 - i);
        double weight = tensor(PooledEncoder.WEIGHTS)[events.get(i).type.code()];
        sum += left * weight * events.get(i).input[c];
        mass += left * Math.abs(weight);
      }
      double shrunk = mass + tensor(PooledEncoder.SHRINK)[0];
      vector[c] = sum / Math.pow(shrunk, tensor(PooledEncoder.POWER)[0]);
    }
    vector[decays.length] = 1;
    return vector;
  }

  private double[] sequence(String type, List<Event> all) {
    // Attention forgets what is older, but not how long ago it was.
    int from =
        type.equals(AttentionEncoder.TYPE) ? Math.max(0, all.size() - AttentionEncoder.LENGTH) : 0;
    List<double[]> x = new ArrayList<>();
    for (int i = from; i < all.size(); i++) {
      long gap = i == 0 ? -1 : all.get(i).millis - all.get(i - 1).millis;
      x.add(input(all.get(i), i == 0 ? 0 : TimeGap.code(gap)));
    }
    for (int b = 0; tensors.containsKey(prefix + "block" + b + ".widen.bias"); b++) {
      String name = "block" + b;
      List<double[]> cell =
          switch (type) {
            case SequenceEncoder.EMA -> ema(x, name + ".cell");
            case SequenceEncoder.GRU -> gru(x, name + ".cell");
            default -> attention(x, name + ".cell");
          };
      List<double[]> z = new ArrayList<>();
      for (int t = 0; t < x.size(); t++) {
        double[] y = norm(sum(x.get(t), cell.get(t)), name + ".cell.norm");
        double[] wide = dense(y, name + ".widen");
        double[] silu = Arrays.stream(wide).map(v -> v * sigmoid(v)).toArray();
        z.add(norm(sum(y, dense(silu, name + ".narrow")), name + ".narrow.norm"));
      }
      x = z;
    }
    return x.getLast();
  }

  private double[] input(Event event, int gap) {
    double[] x = norm(event.input, "in");
    for (int c = 0; c < x.length; c++) {
      x[c] +=
          tensor("types")[event.type.code() * x.length + c] + tensor("gaps")[gap * x.length + c];
    }
    return x;
  }

  private List<double[]> ema(List<double[]> x, String name) {
    double[] paces = tensor(name + ".pace");
    double[] h = new double[paces.length];
    List<double[]> out = new ArrayList<>();
    for (double[] of : x) {
      double[] in = dense(of, name + ".in");
      double[] gate = dense(of, name + ".gate");
      double[] gated = new double[h.length];
      for (int c = 0; c < h.length; c++) {
        double a = sigmoid(paces[c]);
        h[c] = a * h[c] + (1 - a) * in[c];
        gated[c] = h[c] * gate[c] * sigmoid(gate[c]);
      }
      out.add(dense(gated, name + ".out"));
    }
    return out;
  }

  private List<double[]> gru(List<double[]> x, String name) {
    int width = x.getFirst().length;
    double[] h = new double[width];
    List<double[]> out = new ArrayList<>();
    for (double[] of : x) {
      double[] v = dense(of, name + ".in");
      double[] m = dense(h, name + ".memory");
      for (int c = 0; c < width; c++) {
        double z = sigmoid(v[c] + m[c]);
        double r = sigmoid(v[width + c] + m[width + c]);
        h[c] = z * h[c] + (1 - z) * Math.tanh(v[2 * width + c] + r * m[2 * width + c]);
      }
      out.add(h.clone());
    }
    return out;
  }

  private List<double[]> attention(List<double[]> x, String name) {
    int width = x.getFirst().length;
    double[] distance = tensor(name + ".distance");
    int heads = RandomEncoders.HEADS;
    int head = width / heads;
    int distances = distance.length / heads;
    List<double[]> qkv = x.stream().map(of -> dense(of, name + ".in")).toList();
    List<double[]> out = new ArrayList<>();
    for (int t = 0; t < x.size(); t++) {
      double[] y = new double[width];
      for (int h = 0; h < heads; h++) {
        double sum = 0;
        for (int s = 0; s <= t; s++) {
          double dot = 0;
          for (int c = h * head; c < (h + 1) * head; c++) {
            dot += qkv.get(t)[c] * qkv.get(s)[width + c];
          }
          int far = h * distances + Math.min(distances - 1, t - s);
          double share = Math.exp(dot / Math.sqrt(head) + distance[far]);
          sum += share;
          for (int c = h * head; c < (h + 1) * head; c++) {
            y[c] += share * qkv.get(s)[2 * width + c];
          }
        }
        for (int c = h * head; c < (h + 1) * head; c++) {
          y[c] /= sum;
        }
      }
      out.add(dense(y, name + ".out"));
    }
    return out;
  }

  private double[] dense(double[] x, String name) {
    double[] y = tensor(name + ".bias").clone();
    double[] weight = tensor(name + ".weight");
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += x[i] * weight[i * y.length + j];
      }
    }
    return y;
  }

  private double[] norm(double[] x, String name) {
    double mean = Arrays.stream(x).average().orElse(0);
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double[] y = new double[x.length];
    for (int c = 0; c < x.length; c++) {
      y[c] = (x[c] - mean) / Math.sqrt(variance + EPSILON) * tensor(name + ".scale")[c];
      y[c] += tensor(name + ".shift")[c];
    }
    return y;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int c = 0; c < a.length; c++) {
      sum[c] += b[c];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private double[] tensor(String name) {
    return read.computeIfAbsent(
        prefix + name,
        any -> {
          Tensor tensor = tensors.get(any);
          if (tensor == null) {
            throw new IllegalStateException("the encoder has no tensor " + any);
          }
          return doubles(tensor.toArray());
        });
  }

  private static double[] doubles(float[] of) {
    double[] to = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      to[i] = of[i];
    }
    return to;
  }
}
