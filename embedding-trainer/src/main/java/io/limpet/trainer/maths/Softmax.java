package io.limpet.trainer.maths;

/**
 * Cross-entropy of a softmax over candidates against several right answers, each as likely as the
 * other:
 *
 * <pre>
 *   loss = log sum over j of exp(l[j] + o[j]) - mean over the answers t of (l[t] + o[t])
 *   dLoss/dl[j] = exp(l[j] + o[j]) / sum - (1 / answers if j is one)
 * </pre>
 *
 * The offset o[j] holds what several samples have in common, and the logarithm of how many items
 * candidate j stands for: of 1 when it is there for certain, as answers are, and of (items not
 * certain) / (items drawn) when it was drawn.
 */
public final class Softmax {
  private Softmax() {}

  /**
   * Turns logits into their gradient, in place.
   *
   * @param logits of one sample, from {@code at} on
   * @param offsets o, an entry a candidate
   * @param answers indices of candidates
   * @param weight of the sample; the gradient is multiplied by it
   * @return the loss, not weighted
   */
  public static double gradient(
      float[] logits,
      int at,
      float[] offsets,
      int candidates,
      int[] answers,
      int answersFrom,
      int answersTo,
      float weight) {
    float[] l = logits;
    float highest = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < candidates; j++) {
      float value = l[at + j] + offsets[j];
      l[at + j] = value;
      highest = Math.max(highest, value);
    }
    double right = 0;
    for (int i = answersFrom; i < answersTo; i++) {
      right += l[at + answers[i]];
    }
    for (int j = 0; j < candidates; j++) {
      l[at + j] = exp(l[at + j] - highest);
    }
    float sum = sum(l, at, candidates);
    float scale = weight / sum;
    for (int j = 0; j < candidates; j++) {
      l[at + j] *= scale;
    }
    int count = answersTo - answersFrom;
    for (int i = answersFrom; i < answersTo; i++) {
      l[at + answers[i]] -= weight / count;
    }
    return Math.log(sum) + highest - right / count;
  }

  /** In eight lanes: one after the other, each addition would wait for the one before. */
  private static float sum(float[] l, int at, int size) {
    float[] lanes = new float[8];
    int whole = size - size % 8;
    for (int j = 0; j < whole; j += 8) {
      for (int lane = 0; lane < 8; lane++) {
        lanes[lane] += l[at + j + lane];
      }
    }
    for (int j = whole; j < size; j++) {
      lanes[0] += l[at + j];
    }
    float sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }

  /**
   * e^x for x up to 0, relative error under 1e-5; 0 below -87. Without branches, so that the loops
   * above become vector instructions: 2^(x / ln 2) by its whole part, which goes into the exponent
   * bits, and a polynomial of degree 6 for the rest.
   */
  public static float exp(float x) {
    float t = Math.max(x, -87f) * 1.44269504f;
    int whole = (int) (t - 0.5f);
    float r = (t - whole) * 0.693147181f;
    float p = 1f / 720;
    p = p * r + 1f / 120;
    p = p * r + 1f / 24;
    p = p * r + 1f / 6;
    p = p * r + 0.5f;
    p = p * r + 1f;
    p = p * r + 1f;
    return p * Float.intBitsToFloat((whole + 127) << 23);
  }
}
