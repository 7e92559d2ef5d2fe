package io.limpet.trainer.ranker;

import io.limpet.core.ranking.Task;

/**
 * What was seen of an answer, and what became of it.
 *
 * @param user number of the visitor; beyond all others where there are no other interactions
 * @param surface where it was shown
 * @param positions of the items that were seen, from 0
 * @param rows the features of each as they were at the time
 * @param bits of each a bit a {@link Task} that was fulfilled
 * @param weights of each what a fulfilled task counts
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
record ServedAnswer(
    int user, String surface, int[] positions, float[][] rows, int[] bits, float[] weights)
    implements Lesson {
  /** Nobody has looked whether the visitor came back. */
  private static final int KNOWN =
      Question.bit(Task.VIEW) | Question.bit(Task.CART) | Question.bit(Task.PURCHASE);

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public float[] features(int candidate) {
    return rows[candidate];
  }

  @Override
  public int labels(int candidate) {
    return bits[candidate];
  }

  @Override
  public int known() {
    return KNOWN;
  }

  @Override
  public float weight(int candidate) {
    return weights[candidate];
  }

  @Override
  public boolean isWhole() {
    return true;
  }

  boolean isClicked(int candidate) {
    return bits[candidate] != 0;
  }

  /** The same with other weights. */
  ServedAnswer weighing(PositionBias bias) {
    float[] other = new float[positions.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = bias.weight(positions[i]);
    }
    return new ServedAnswer(user, surface, positions, rows, bits, other);
  }
}
