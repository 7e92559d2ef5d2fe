package io.limpet.trainer.sequence;

/** Arrays that grow and are used again. */
final class Buffers {
  private Buffers() {}

  /** The same array if it has this size or more, else a larger one. The content is undefined. */
  static float[] atLeast(float[] array, int size) {
    return array.length >= size ? array : new float[size + size / 4];
  }
}
