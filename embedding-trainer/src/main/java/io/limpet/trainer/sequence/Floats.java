package io.limpet.trainer.sequence;

/** Sums of floats in an order that the compiler can turn into vector instructions. */
final class Floats {
  private Floats() {}

  /** In eight lanes: one after the other, each addition would wait for the one before. */
  static float sum(float[] of, int at, int size) {
    float[] lanes = new float[8];
    int whole = size - size % 8;
    for (int j = 0; j < whole; j += 8) {
      for (int lane = 0; lane < 8; lane++) {
        lanes[lane] += of[at + j + lane];
      }
    }
    for (int j = whole; j < size; j++) {
      lanes[0] += of[at + j];
    }
    float sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }
}
