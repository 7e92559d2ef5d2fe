package io.limpet.trainer.sequence;

/**
 * Layer normalisation (Ba, Kiros and Hinton, 2016): every position to mean 0 and variance 1, then
 * scaled and shifted by channel.
 */
final class LayerNorm implements Layer {
  static final float EPSILON = 1e-5f;

  private final int width;
  private final Weight scale;
  private final Weight shift;
  private final int shard;
  private float[] normed = new float[0];
  private float[] inverse = new float[0];
  private float[] y = new float[0];
  private float[] dx = new float[0];

  LayerNorm(int width, Weight scale, Weight shift, int shard) {
    this.width = width;
    this.scale = scale;
    this.shift = shift;
    this.shard = shard;
  }

  @Override
  public float[] forward(Batch batch, float[] x) {
    int positions = batch.positions();
    normed = Buffers.atLeast(normed, positions * width);
    inverse = Buffers.atLeast(inverse, positions);
    y = Buffers.atLeast(y, positions * width);
    for (int p = 0; p < positions; p++) {
      int at = p * width;
      float mean = 0;
      for (int c = 0; c < width; c++) {
        mean += x[at + c];
      }
      mean /= width;
      float variance = 0;
      for (int c = 0; c < width; c++) {
        float d = x[at + c] - mean;
        variance += d * d;
      }
      float by = (float) (1 / Math.sqrt(variance / width + EPSILON));
      inverse[p] = by;
      for (int c = 0; c < width; c++) {
        float n = (x[at + c] - mean) * by;
        normed[at + c] = n;
        y[at + c] = n * scale.value[c] + shift.value[c];
      }
    }
    return y;
  }

  @Override
  public float[] backward(Batch batch, float[] dy) {
    int positions = batch.positions();
    dx = Buffers.atLeast(dx, positions * width);
    float[] dScale = scale.gradient(shard);
    float[] dShift = shift.gradient(shard);
    for (int p = 0; p < positions; p++) {
      int at = p * width;
      float sum = 0;
      float along = 0;
      for (int c = 0; c < width; c++) {
        float n = normed[at + c];
        float g = dy[at + c];
        dScale[c] += g * n;
        dShift[c] += g;
        float d = g * scale.value[c];
        dx[at + c] = d;
        sum += d;
        along += d * n;
      }
      sum /= width;
      along /= width;
      for (int c = 0; c < width; c++) {
        dx[at + c] = inverse[p] * (dx[at + c] - sum - normed[at + c] * along);
      }
    }
    return dx;
  }
}
