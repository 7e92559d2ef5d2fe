package io.limpet.core.encoder;

/** How one block of a {@link SequenceEncoder} remembers. Immutable. */
interface SequenceCell {
  /** Floats of its memory. */
  int stateSize();

  /**
   * Takes one event into the memory.
   *
   * @param x the event as the block sees it
   * @param memory changed in place
   */
  void fold(float[] x, float[] memory);

  /** What the block says after its last event, which was {@code x}. */
  float[] output(float[] x, float[] memory);
}
