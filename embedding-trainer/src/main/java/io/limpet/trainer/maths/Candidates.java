package io.limpet.trainer.maths;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The items that a step's softmax is over: all that anybody ever took up, or, where they are many,
 * the answers of the step for certain and a fair draw of the others. Not thread-safe.
 */
public final class Candidates {
  private final int[] pool;
  private final boolean all;
  private final int[] indexOf;
  private final float[] logMultiplicity;
  private final int[] items;
  private int count;

  /**
   * Candidates out of a pool.
   *
   * @param pool numbers of the items that can be answers
   * @param numbers how many numbers items have
   * @param size how many candidates a step has, at least its answers; all of a smaller pool
   */
  public Candidates(int[] pool, int numbers, int size) {
    this.pool = pool.clone();
    this.all = pool.length <= size;
    this.indexOf = new int[numbers];
    Arrays.fill(indexOf, -1);
    this.items = new int[Math.min(size, pool.length)];
    this.logMultiplicity = new float[items.length];
    if (all) {
      for (int item : pool) {
        take(item);
      }
    }
  }

  private void take(int item) {
    indexOf[item] = count;
    items[count++] = item;
  }

  /** Chooses those of a step with these answers. */
  public void choose(int[] answers, int answersCount, SplittableRandom random) {
    if (all) {
      return;
    }
    for (int i = 0; i < count; i++) {
      indexOf[items[i]] = -1;
    }
    count = 0;
    for (int i = 0; i < answersCount; i++) {
      if (indexOf[answers[i]] < 0) {
        take(answers[i]);
      }
    }
    int certain = count;
    // A partial shuffle draws without putting back; those that are certain already are passed over.
    for (int i = 0; count < items.length; i++) {
      int other = i + random.nextInt(pool.length - i);
      int item = pool[other];
      pool[other] = pool[i];
      pool[i] = item;
      if (indexOf[item] < 0) {
        take(item);
      }
    }
    Arrays.fill(logMultiplicity, 0, certain, 0);
    if (certain < count) {
      double standsFor = (double) (pool.length - certain) / (count - certain);
      Arrays.fill(logMultiplicity, certain, count, (float) Math.log(standsFor));
    }
  }

  /** Whether they are the same every time. */
  public boolean isFixed() {
    return all;
  }

  /** How many there are, the same every time. */
  public int size() {
    return items.length;
  }

  /** Their numbers, those of the last choice; not to be changed. */
  public int[] items() {
    return items;
  }

  /** Place of an item among the candidates. */
  public int indexOf(int item) {
    return indexOf[item];
  }

  /** By place, the logarithm of how many items a candidate stands for. */
  public float[] logMultiplicity() {
    return logMultiplicity;
  }
}
