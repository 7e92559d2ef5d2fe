package io.limpet.trainer.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void hasTheGradientThatDifferencesShow(long seed) {
    var random = new SplittableRandom(seed);
    int size = 9;
    float[] logits = new float[size];
    float[] offsets = new float[size];
    for (int j = 0; j < size; j++) {
      logits[j] = (float) random.nextGaussian();
      offsets[j] = (float) random.nextDouble();
    }
    int[] answers = {1, 4, 7};
    float weight = 1.7f;
    float[] gradient = logits.clone();

    double loss = Softmax.gradient(gradient, 0, offsets, size, answers, 0, 3, weight);

    assertThat(loss).isCloseTo(slowLoss(logits, offsets, answers), within(1e-5));
    double step = 1e-2;
    for (int j = 0; j < size; j++) {
      float[] above = logits.clone();
      above[j] += (float) step;
      float[] below = logits.clone();
      below[j] -= (float) step;
      double slope =
          (slowLoss(above, offsets, answers) - slowLoss(below, offsets, answers)) / (2 * step);
      assertThat((double) gradient[j])
          .as("seed %d, logit %d", seed, j)
          .isCloseTo(weight * slope, within(1e-3));
    }
  }

  /** The formula as it stands in the Javadoc, in doubles. */
  private static double slowLoss(float[] logits, float[] offsets, int[] answers) {
    double sum = 0;
    for (int j = 0; j < logits.length; j++) {
      sum += Math.exp(offsets[j]) * Math.exp(logits[j]);
    }
    double right = 0;
    for (int answer : answers) {
      right += logits[answer] + offsets[answer];
    }
    return Math.log(sum) - right / answers.length;
  }

  @Test
  void expIsThatOfJava() {
    for (float x = -86; x <= 0; x += 0.013f) {
      assertThat((double) Softmax.exp(x))
          .as("x = %s", x)
          .isCloseTo(Math.exp(x), within(1e-5 * Math.exp(x) + 1e-37));
    }
  }

  @Test
  void expOfVeryLittleIsNothing() {
    assertThat(Softmax.exp(-1e30f)).isLessThan(1e-37f).isNotNegative();
    assertThat(Softmax.exp(Float.NEGATIVE_INFINITY)).isLessThan(1e-37f).isNotNegative();
  }
}
