package io.limpet.trainer.sequence;

/**
 * Dropout (Srivastava et al., 2014), inverted: while learning a share of the numbers is set to 0
 * and the rest scaled up; otherwise nothing is changed. The masks follow from the seed alone.
 */
final class Dropout implements Layer {
  private final int width;
  private final int threshold;
  private final float scale;
  private long state;
  private boolean active;
  private boolean[] kept = new boolean[0];
  private float[] y = new float[0];
  private float[] dx = new float[0];

  /**
   * A layer that drops.
   *
   * @param share in [0, 1)
   */
  Dropout(int width, double share) {
    this.width = width;
    this.threshold = (int) Math.round(share * 65_536);
    this.scale = (float) (1 / (1 - threshold / 65_536.0));
  }

  /** Draws new masks from this seed from now on. */
  void learn(long seed) {
    state = seed | 1;
    active = threshold > 0;
  }

  /** Drops nothing from now on. */
  void rest() {
    active = false;
  }

  @Override
  public float[] forward(Batch batch, float[] x) {
    if (!active) {
      return x;
    }
    int size = batch.positions() * width;
    if (kept.length < size) {
      kept = new boolean[size + size / 4];
    }
    y = Buffers.atLeast(y, size);
    long s = state;
    for (int i = 0; i < size; i += 4) {
      // xorshift64 (Marsaglia, 2003): sixteen bits decide on each of four numbers.
      s ^= s << 13;
      s ^= s >>> 7;
      s ^= s << 17;
      long bits = s;
      for (int j = i; j < Math.min(size, i + 4); j++) {
        boolean keep = (bits & 0xffff) >= threshold;
        kept[j] = keep;
        y[j] = keep ? x[j] * scale : 0;
        bits >>>= 16;
      }
    }
    state = s;
    return y;
  }

  @Override
  public float[] backward(Batch batch, float[] dy) {
    if (!active) {
      return dy;
    }
    int size = batch.positions() * width;
    dx = Buffers.atLeast(dx, size);
    for (int i = 0; i < size; i++) {
      dx[i] = kept[i] ? dy[i] * scale : 0;
    }
    return dx;
  }
}
