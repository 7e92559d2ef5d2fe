package io.limpet.trainer.train;

/**
 * Cross-entropy of a softmax over candidates against several right answers, each as likely as the
 * other:
 *
 * <pre>
 *   loss = log sum over j of m[j] exp(l[j]) - mean over the answers t of l[t]
 *   dLoss/dl[j] = m[j] exp(l[j]) / sum - (1 / answers if j is one)
 * </pre>
 *
 * The multiplicity m[j] is how many items candidate j stands for: 1 when it is there for certain,
 * (items not certain) / (items drawn) when it was drawn.
 */
final class Softmax {
  private Softmax() {}

  /**
   * Turns logits into their gradient, in place.
   *
   * @param logits of one sample, from {@code at} on
   * @param logMultiplicity log m, an entry a candidate
   * @param answers indices of candidates
   * @param weight of the sample; the gradient is multiplied by it
   * @return the loss, not weighted
   */
  static double gradient(
      float[] logits,
      int at,
      float[] logMultiplicity,
      int candidates,
      int[] answers,
      int answersFrom,
      int answersTo,
      float weight) {
    float[] l = logits;
    double right = 0;
    for (int i = answersFrom; i < answersTo; i++) {
      right += l[at + answers[i]];
    }
    float highest = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < candidates; j++) {
      float value = l[at + j] + logMultiplicity[j];
      l[at + j] = value;
      highest = Math.max(highest, value);
    }
    float sum = 0;
    for (int j = 0; j < candidates; j++) {
      float e = exp(l[at + j] - highest);
      l[at + j] = e;
      sum += e;
    }
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

  /**
   * e^x for x up to 0, relative error under 1e-5; 0 below -87. Without branches, so that the loops
   * above become vector instructions: 2^(x / ln 2) by its whole part, which goes into the exponent
   * bits, and a polynomial of degree 6 for the rest.
   */
  static float exp(float x) {
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
