package io.limpet.trainer.sequence;

import io.limpet.core.encoder.Activations;
import io.limpet.trainer.maths.Gemm;

/**
 * A gated exponential moving average a channel, a linear recurrence whose state is one vector:
 *
 * <pre>
 *   h(t) = a h(t-1) + (1 - a) (x(t) W + b)      a = sigmoid(pace), learned by channel
 *   y(t) = (h(t) * silu(x(t) G + g)) O + o
 * </pre>
 *
 * As in "Mega: Moving Average Equipped Gated Attention" (Ma et al., 2023) without the attention.
 */
final class EmaCell implements Layer {
  private final int width;
  private final Weight pace;
  private final int shard;
  private final Dense in;
  private final Dense gate;
  private final Silu silu;
  private final Dense out;
  private float[] v = new float[0];
  private float[] s = new float[0];
  private float[] h = new float[0];
  private float[] u = new float[0];
  private float[] dv = new float[0];
  private float[] dx = new float[0];

  EmaCell(Weights weights, String name, int width, Gemm gemm, int shard) {
    this.width = width;
    this.shard = shard;
    this.pace = weights.get(name + ".pace");
    this.in = weights.dense(name + ".in", gemm, shard);
    this.gate = weights.dense(name + ".gate", gemm, shard);
    this.silu = new Silu(width);
    this.out = weights.dense(name + ".out", gemm, shard);
  }

  @Override
  public float[] forward(Batch batch, float[] x) {
    int size = batch.positions() * width;
    v = in.forward(batch, x);
    s = silu.forward(batch, gate.forward(batch, x));
    h = Buffers.atLeast(h, size);
    u = Buffers.atLeast(u, size);
    float[] a = decays();
    for (int q = 0; q < batch.sequences(); q++) {
      int from = batch.starts()[q] * width;
      int to = batch.starts()[q + 1] * width;
      for (int c = 0; from < to && c < width; c++) {
        h[from + c] = (1 - a[c]) * v[from + c];
      }
      for (int at = from + width; at < to; at += width) {
        for (int c = 0; c < width; c++) {
          h[at + c] = a[c] * h[at - width + c] + (1 - a[c]) * v[at + c];
        }
      }
    }
    for (int i = 0; i < size; i++) {
      u[i] = h[i] * s[i];
    }
    return out.forward(batch, u);
  }

  @Override
  public float[] backward(Batch batch, float[] dy) {
    int size = batch.positions() * width;
    float[] du = out.backward(batch, dy);
    dv = Buffers.atLeast(dv, size);
    dx = Buffers.atLeast(dx, size);
    for (int i = 0; i < size; i++) {
      dv[i] = du[i] * s[i];
      du[i] *= h[i];
    }
    recurrence(batch, decays());
    float[] first = in.backward(batch, dv);
    float[] second = gate.backward(batch, silu.backward(batch, du));
    for (int i = 0; i < size; i++) {
      dx[i] = first[i] + second[i];
    }
    return dx;
  }

  /** From dLoss/dh in {@code dv} to dLoss/dv in place, and the gradient of the pace. */
  private void recurrence(Batch batch, float[] a) {
    float[] da = new float[width];
    float[] carry = new float[width];
    for (int q = 0; q < batch.sequences(); q++) {
      int from = batch.starts()[q] * width;
      java.util.Arrays.fill(carry, 0);
      for (int at = (batch.starts()[q + 1] - 1) * width; at >= from; at -= width) {
        boolean isFirst = at == from;
        for (int c = 0; c < width; c++) {
          float dh = dv[at + c] + carry[c];
          float before = isFirst ? 0 : h[at - width + c];
          da[c] += dh * (before - v[at + c]);
          carry[c] = a[c] * dh;
          dv[at + c] = (1 - a[c]) * dh;
        }
      }
    }
    float[] dPace = pace.gradient(shard);
    for (int c = 0; c < width; c++) {
      dPace[c] += da[c] * a[c] * (1 - a[c]);
    }
  }

  private float[] decays() {
    float[] a = new float[width];
    for (int c = 0; c < width; c++) {
      a[c] = Activations.sigmoid(pace.value[c]);
    }
    return a;
  }
}
