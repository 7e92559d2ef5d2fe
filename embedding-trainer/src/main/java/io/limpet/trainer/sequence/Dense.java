package io.limpet.trainer.sequence;

import io.limpet.trainer.maths.Gemm;

/** {@code y = x W + b}, W [inputs x outputs]. */
final class Dense implements Layer {
  private final Weight matrix;
  private final Weight bias;
  private final int inputs;
  private final int outputs;
  private final Gemm gemm;
  private final int shard;
  private float[] x = new float[0];
  private float[] y = new float[0];
  private float[] dx = new float[0];

  Dense(Weight matrix, Weight bias, Gemm gemm, int shard) {
    this.matrix = matrix;
    this.bias = bias;
    this.outputs = bias.value.length;
    this.inputs = matrix.value.length / outputs;
    this.gemm = gemm;
    this.shard = shard;
  }

  @Override
  public float[] forward(Batch batch, float[] x) {
    this.x = x;
    int positions = batch.positions();
    y = Buffers.atLeast(y, positions * outputs);
    gemm.times(x, matrix.value, y, positions, outputs, inputs);
    for (int p = 0; p < positions; p++) {
      int at = p * outputs;
      for (int c = 0; c < outputs; c++) {
        y[at + c] += bias.value[c];
      }
    }
    return y;
  }

  @Override
  public float[] backward(Batch batch, float[] dy) {
    int positions = batch.positions();
    float[] db = bias.gradient(shard);
    for (int p = 0; p < positions; p++) {
      int at = p * outputs;
      for (int c = 0; c < outputs; c++) {
        db[c] += dy[at + c];
      }
    }
    gemm.addTransposedTimes(x, dy, matrix.gradient(shard), inputs, outputs, positions);
    dx = Buffers.atLeast(dx, positions * inputs);
    gemm.timesTransposed(dy, matrix.value, dx, positions, inputs, outputs);
    return dx;
  }
}
