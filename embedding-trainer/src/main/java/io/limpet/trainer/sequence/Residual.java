package io.limpet.trainer.sequence;

/** {@code y = norm(x + dropout(inner(x)))}: a residual connection with the norm behind it. */
final class Residual implements Layer {
  private final Layer inner;
  private final Dropout dropout;
  private final LayerNorm norm;
  private final int width;
  private float[] sum = new float[0];
  private float[] dx = new float[0];

  Residual(Layer inner, Dropout dropout, LayerNorm norm, int width) {
    this.inner = inner;
    this.dropout = dropout;
    this.norm = norm;
    this.width = width;
  }

  @Override
  public float[] forward(Batch batch, float[] x) {
    int size = batch.positions() * width;
    float[] inside = dropout.forward(batch, inner.forward(batch, x));
    sum = Buffers.atLeast(sum, size);
    for (int i = 0; i < size; i++) {
      sum[i] = x[i] + inside[i];
    }
    return norm.forward(batch, sum);
  }

  @Override
  public float[] backward(Batch batch, float[] dy) {
    int size = batch.positions() * width;
    float[] dSum = norm.backward(batch, dy);
    dx = Buffers.atLeast(dx, size);
    System.arraycopy(dSum, 0, dx, 0, size);
    float[] inside = inner.backward(batch, dropout.backward(batch, dSum));
    for (int i = 0; i < size; i++) {
      dx[i] += inside[i];
    }
    return dx;
  }
}
