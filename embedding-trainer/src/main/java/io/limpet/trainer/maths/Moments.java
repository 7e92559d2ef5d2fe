package io.limpet.trainer.maths;

/**
 * The rule of Adam (Kingma and Ba, 2015), and what it remembers of a table. beta1 .9, beta2 .999,
 * epsilon 1e-8, as in the paper. Not thread-safe.
 */
public final class Moments {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final float[] table;
  private final float[] first;
  private final float[] second;

  /**
   * How far a step goes, corrected for moments that began at zero.
   *
   * @param rate multiplies the mean
   * @param epsilon is added to the root of the mean square
   * @param keep what is left of a number before the step: 1 without weight decay
   */
  public record Pace(float rate, float epsilon, float keep) {
    /**
     * The pace of a step.
     *
     * @param step from 1
     */
    public static Pace of(int step, double rate) {
      return of(step, rate, 0);
    }

    /**
     * The same, rounded to a float half-way: what tables of sequence encoders were trained with
     * from the first, so that they stay the same to the last bit.
     *
     * @param step from 1
     */
    public static Pace rounded(int step, double rate) {
      float correction = (float) Math.sqrt(1 - Math.pow(BETA2, step));
      return new Pace(
          (float) (rate * correction / (1 - Math.pow(BETA1, step))), EPSILON * correction, 1);
    }

    /**
     * The pace of a step with decoupled weight decay, as AdamW's (Loshchilov and Hutter, 2019).
     *
     * @param step from 1
     * @param decay a share of the number a unit of rate
     */
    public static Pace of(int step, double rate, double decay) {
      double correction = Math.sqrt(1 - Math.pow(BETA2, step));
      return new Pace(
          (float) (rate * correction / (1 - Math.pow(BETA1, step))),
          (float) (EPSILON * correction),
          (float) (1 - rate * decay));
    }
  }

  /** Steps on this table in place. */
  public Moments(float[] table) {
    this.table = table;
    this.first = new float[table.length];
    this.second = new float[table.length];
  }

  /** The table itself. */
  public float[] table() {
    return table;
  }

  /** The mean of the gradients so far, the later the more. */
  public float[] first() {
    return first;
  }

  /** The mean of their squares. */
  public float[] second() {
    return second;
  }

  /**
   * One step of the {@code size} numbers from {@code at} on.
   *
   * @param gradient theirs stands from {@code from} on
   */
  public void step(float[] gradient, int from, int at, int size, Pace pace) {
    float rate = pace.rate;
    float epsilon = pace.epsilon;
    float keep = pace.keep;
    for (int c = 0; c < size; c++) {
      float g = gradient[from + c];
      float m = first[at + c] += (1 - BETA1) * (g - first[at + c]);
      float v = second[at + c] += (1 - BETA2) * (g * g - second[at + c]);
      table[at + c] = keep * table[at + c] - rate * m / ((float) Math.sqrt(v) + epsilon);
    }
  }
}
