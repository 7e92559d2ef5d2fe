package io.limpet.trainer.sequence;

import io.limpet.core.encoder.Activations;
import io.limpet.trainer.maths.Gemm;
import java.util.Arrays;

/**
 * A gated recurrent unit (Cho et al., 2014), as core's of the same name:
 *
 * <pre>
 *   (z, r, n) = x W + b        (hz, hr, hn) = h(t-1) U + u
 *   z = sigmoid(z + hz)    r = sigmoid(r + hr)    n = tanh(n + r * hn)
 *   h(t) = z * h(t-1) + (1 - z) * n
 * </pre>
 *
 * The products with U are done for all sequences at once, event by event.
 */
final class GruCell implements Layer {
  private final int width;
  private final int shard;
  private final Dense in;
  private final Weight memory;
  private final Weight memoryBias;
  private final Gemm gemm;
  private float[] v = new float[0];
  private float[] m = new float[0];
  private float[] gates = new float[0];
  private float[] h = new float[0];
  private float[] before = new float[0];
  private float[] dv = new float[0];
  private float[] dm = new float[0];
  private float[] rows = new float[0];
  private float[] products = new float[0];
  private float[] dh = new float[0];

  GruCell(Weights weights, String name, int width, Gemm gemm, int shard) {
    this.width = width;
    this.shard = shard;
    this.in = weights.dense(name + ".in", gemm, shard);
    this.memory = weights.get(name + ".memory.weight");
    this.memoryBias = weights.get(name + ".memory.bias");
    this.gemm = gemm;
  }

  @Override
  public float[] forward(Batch batch, float[] x) {
    int positions = batch.positions();
    v = in.forward(batch, x);
    m = Buffers.atLeast(m, positions * 3 * width);
    gates = Buffers.atLeast(gates, positions * 3 * width);
    h = Buffers.atLeast(h, positions * width);
    before = Buffers.atLeast(before, positions * width);
    for (int step = 0; ; step++) {
      int[] at = positionsOf(batch, step);
      if (at.length == 0) {
        return h;
      }
      gather(at, step);
      products = Buffers.atLeast(products, at.length * 3 * width);
      gemm.times(rows, memory.value, products, at.length, 3 * width, width);
      for (int i = 0; i < at.length; i++) {
        unit(at[i], i);
      }
    }
  }

  /** The step-th position of every sequence that has one. */
  private static int[] positionsOf(Batch batch, int step) {
    int[] at = new int[batch.sequences()];
    int count = 0;
    for (int q = 0; q < batch.sequences(); q++) {
      int position = batch.starts()[q] + step;
      if (position < batch.starts()[q + 1]) {
        at[count++] = position;
      }
    }
    return Arrays.copyOf(at, count);
  }

  /** The memories before these positions, into {@code rows} and {@code before}. */
  private void gather(int[] at, int step) {
    rows = Buffers.atLeast(rows, at.length * width);
    for (int i = 0; i < at.length; i++) {
      if (step == 0) {
        Arrays.fill(rows, i * width, (i + 1) * width, 0);
      } else {
        System.arraycopy(h, (at[i] - 1) * width, rows, i * width, width);
      }
      System.arraycopy(rows, i * width, before, at[i] * width, width);
    }
  }

  private void unit(int position, int row) {
    int to = position * 3 * width;
    int from = row * 3 * width;
    int own = position * width;
    for (int c = 0; c < 3 * width; c++) {
      m[to + c] = products[from + c] + memoryBias.value[c];
    }
    for (int c = 0; c < width; c++) {
      float z = Activations.sigmoid(v[to + c] + m[to + c]);
      float r = Activations.sigmoid(v[to + width + c] + m[to + width + c]);
      float n = Activations.tanh(v[to + 2 * width + c] + r * m[to + 2 * width + c]);
      gates[to + c] = z;
      gates[to + width + c] = r;
      gates[to + 2 * width + c] = n;
      h[own + c] = z * before[own + c] + (1 - z) * n;
    }
  }

  @Override
  public float[] backward(Batch batch, float[] dy) {
    int positions = batch.positions();
    dv = Buffers.atLeast(dv, positions * 3 * width);
    dm = Buffers.atLeast(dm, positions * 3 * width);
    dh = Buffers.atLeast(dh, positions * width);
    System.arraycopy(dy, 0, dh, 0, positions * width);
    int longest = 0;
    for (int q = 0; q < batch.sequences(); q++) {
      longest = Math.max(longest, batch.starts()[q + 1] - batch.starts()[q]);
    }
    for (int step = longest - 1; step >= 0; step--) {
      int[] at = positionsOf(batch, step);
      for (int position : at) {
        unitBackward(position, step > 0);
      }
      if (step > 0) {
        carry(at);
      }
    }
    gemm.addTransposedTimes(before, dm, memory.gradient(shard), width, 3 * width, positions);
    float[] db = memoryBias.gradient(shard);
    for (int p = 0; p < positions; p++) {
      for (int c = 0; c < 3 * width; c++) {
        db[c] += dm[p * 3 * width + c];
      }
    }
    return in.backward(batch, dv);
  }

  private void unitBackward(int position, boolean hasBefore) {
    int at = position * 3 * width;
    int own = position * width;
    for (int c = 0; c < width; c++) {
      float z = gates[at + c];
      float r = gates[at + width + c];
      float n = gates[at + 2 * width + c];
      float d = dh[own + c];
      float dn = d * (1 - z) * (1 - n * n);
      float dz = d * (before[own + c] - n) * z * (1 - z);
      float dr = dn * m[at + 2 * width + c] * r * (1 - r);
      dv[at + c] = dz;
      dv[at + width + c] = dr;
      dv[at + 2 * width + c] = dn;
      dm[at + c] = dz;
      dm[at + width + c] = dr;
      dm[at + 2 * width + c] = dn * r;
      if (hasBefore) {
        dh[own - width + c] += d * z;
      }
    }
  }

  /** What these positions ask of the memories before them, through U. */
  private void carry(int[] at) {
    products = Buffers.atLeast(products, at.length * 3 * width);
    rows = Buffers.atLeast(rows, at.length * width);
    for (int i = 0; i < at.length; i++) {
      System.arraycopy(dm, at[i] * 3 * width, products, i * 3 * width, 3 * width);
    }
    gemm.timesTransposed(products, memory.value, rows, at.length, width, 3 * width);
    for (int i = 0; i < at.length; i++) {
      int to = (at[i] - 1) * width;
      for (int c = 0; c < width; c++) {
        dh[to + c] += rows[i * width + c];
      }
    }
  }
}
