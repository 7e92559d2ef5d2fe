package io.limpet.core.encoder;

import io.limpet.core.event.EventType;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last {@value #LENGTH} events through blocks of causal self-attention, as {@link
 * SequenceEncoder} but that a block looks at all events before:
 *
 * <pre>
 *   (q, k, v) = x W + b
 *   y(t) = sum over s up to t of softmax( q(t) . k(s) / sqrt(head) + distance(t - s) ) v(s)   for each head
 *   cell(t) = y(t) O + o
 * </pre>
 *
 * (Vaswani et al., 2017; Kang and McAuley, "SASRec", 2018; learned biases of distance as in T5.) A
 * reference for quality: the state is large, and a vector costs a product for every event kept.
 *
 * <p>State: the events as the first block sees them, in a ring.
 */
public final class AttentionEncoder implements UserEncoder {
  /** As in the manifest. */
  public static final String TYPE = "attention";

  /** Events that are kept. */
  public static final int LENGTH = 50;

  private static final String PREFIX = SequenceEncoder.PREFIX;

  private final Tensors tensors;
  private final SequenceInput input;
  private final List<Block> blocks;
  private final int width;

  private record Block(DenseLayer in, DenseLayer out, float[][] distance, SequenceHead head) {}

  private AttentionEncoder(Tensors tensors, SequenceInput input, List<Block> blocks) {
    this.tensors = tensors;
    this.input = input;
    this.blocks = List.copyOf(blocks);
    this.width = input.width();
  }

  /** The encoder whose parameters the tensors hold. */
  public static AttentionEncoder of(Tensors tensors) {
    SequenceInput input = SequenceInput.of(tensors, PREFIX);
    int width = input.width();
    List<Block> blocks = new ArrayList<>();
    for (int b = 0; b == 0 || tensors.find(PREFIX + "block" + b + ".widen.bias").isPresent(); b++) {
      String name = PREFIX + "block" + b;
      Tensor distance = tensors.get(name + ".cell.distance");
      float[][] byHead = new float[distance.rows()][];
      for (int h = 0; h < byHead.length; h++) {
        byHead[h] = distance.row(h);
      }
      blocks.add(
          new Block(
              DenseLayer.of(tensors, name + ".cell.in", width, 3 * width),
              DenseLayer.of(tensors, name + ".cell.out", width, width),
              byHead,
              SequenceHead.of(tensors, name, width)));
    }
    return new AttentionEncoder(SequenceEncoder.own(tensors), input, blocks);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Tensor> tensors() {
    return tensors.asMap();
  }

  @Override
  public int dimensions() {
    return width;
  }

  @Override
  public int inputDimensions() {
    return width;
  }

  @Override
  public int stateSize() {
    return LENGTH * width;
  }

  @Override
  public void fold(EncoderState state, float[] item, EventType type, long millis) {
    if (type.defaultWeight() == 0) {
      return;
    }
    float[] x = input.of(state, item, type, millis);
    System.arraycopy(x, 0, state.values(), state.folded() % LENGTH * width, width);
    state.advance(millis);
  }

  @Override
  public Optional<float[]> vector(EncoderState state) {
    if (state.folded() == 0) {
      return Optional.empty();
    }
    int size = Math.min(LENGTH, state.folded());
    float[][] x = new float[size][width];
    for (int t = 0; t < size; t++) {
      int slot = (state.folded() - size + t) % LENGTH;
      System.arraycopy(state.values(), slot * width, x[t], 0, width);
    }
    for (Block block : blocks) {
      float[][] qkv = new float[size][];
      for (int t = 0; t < size; t++) {
        qkv[t] = block.in.apply(x[t]);
      }
      float[][] z = new float[size][];
      for (int t = 0; t < size; t++) {
        z[t] = block.head.apply(x[t], block.out.apply(attend(block, qkv, t)));
      }
      x = z;
    }
    return Optional.of(x[size - 1]);
  }

  private float[] attend(Block block, float[][] qkv, int t) {
    float[] y = new float[width];
    int heads = block.distance.length;
    int head = width / heads;
    float scale = (float) (1 / Math.sqrt(head));
    float[] shares = new float[t + 1];
    for (int h = 0; h < heads; h++) {
      float highest = Float.NEGATIVE_INFINITY;
      for (int s = 0; s <= t; s++) {
        float dot = 0;
        for (int c = h * head; c < (h + 1) * head; c++) {
          dot += qkv[t][c] * qkv[s][width + c];
        }
        float[] distance = block.distance[h];
        shares[s] = dot * scale + distance[Math.min(distance.length - 1, t - s)];
        highest = Math.max(highest, shares[s]);
      }
      float sum = 0;
      for (int s = 0; s <= t; s++) {
        shares[s] = Activations.exp(shares[s] - highest);
        sum += shares[s];
      }
      for (int s = 0; s <= t; s++) {
        for (int c = h * head; c < (h + 1) * head; c++) {
          y[c] += shares[s] / sum * qkv[s][2 * width + c];
        }
      }
    }
    return y;
  }
}
