package io.limpet.trainer.sequence;

/**
 * Adds to every position an embedding of the event type and one of the time since the event before.
 */
final class Tokens implements Layer {
  private final int width;
  private final Weight types;
  private final Weight gaps;
  private final int shard;
  private float[] y = new float[0];

  Tokens(int width, Weight types, Weight gaps, int shard) {
    this.width = width;
    this.types = types;
    this.gaps = gaps;
    this.shard = shard;
  }

  @Override
  public float[] forward(Batch batch, float[] x) {
    int positions = batch.positions();
    y = Buffers.atLeast(y, positions * width);
    for (int p = 0; p < positions; p++) {
      int type = batch.types()[p] * width;
      int gap = batch.gaps()[p] * width;
      int at = p * width;
      for (int c = 0; c < width; c++) {
        y[at + c] = x[at + c] + types.value[type + c] + gaps.value[gap + c];
      }
    }
    return y;
  }

  @Override
  public float[] backward(Batch batch, float[] dy) {
    float[] dTypes = types.gradient(shard);
    float[] dGaps = gaps.gradient(shard);
    for (int p = 0; p < batch.positions(); p++) {
      int type = batch.types()[p] * width;
      int gap = batch.gaps()[p] * width;
      int at = p * width;
      for (int c = 0; c < width; c++) {
        dTypes[type + c] += dy[at + c];
        dGaps[gap + c] += dy[at + c];
      }
    }
    return dy;
  }
}
