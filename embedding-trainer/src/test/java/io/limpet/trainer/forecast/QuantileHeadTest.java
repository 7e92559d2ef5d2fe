package io.limpet.trainer.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.forecast.Quantiles;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantileHeadTest {
  /** The loss as its formula has it; the quasi-Poisson deviance up to what does not change. */
  private static double loss(float[] outputs, double actual) {
    double[] quantiles = new double[Quantiles.COUNT];
    QuantileHead.quantiles(outputs, 0, quantiles);
    double loss = 0;
    for (int k = 0; k < quantiles.length; k++) {
      double over = actual - quantiles[k];
      loss += over >= 0 ? Quantiles.level(k) * over : (Quantiles.level(k) - 1) * over;
    }
    double mean = QuantileHead.mean(outputs, 0);
    return loss + QuantileHead.MEAN_SHARE * (mean - actual * Math.log(mean));
  }

  @Test
  void slopeIsTheDerivativeOfTheLoss() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      float[] outputs = new float[QuantileHead.SIZE];
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = (float) Math.clamp(random.nextGaussian(), -2, 2);
      }
      double actual = 5 * random.nextDouble();
      float[] slope = new float[QuantileHead.SIZE];
      QuantileHead.slope(outputs, 0, actual, 2, slope);
      for (int i = 0; i < outputs.length; i++) {
        float kept = outputs[i];
        float step = 1e-3f;
        outputs[i] = kept + step;
        double up = loss(outputs, actual);
        outputs[i] = kept - step;
        double down = loss(outputs, actual);
        outputs[i] = kept;
        // Where a quantile passes the actual within the step, the slope has a corner.
        assertThat((double) slope[i]).isCloseTo(2 * (up - down) / (2 * step), within(0.05));
      }
    }
  }

  @Test
  void quantilesNeverCross() {
    Random random = new Random(4);
    double[] quantiles = new double[Quantiles.COUNT];
    for (int round = 0; round < 100; round++) {
      float[] outputs = new float[QuantileHead.SIZE];
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = (float) (40 * random.nextGaussian());
      }
      QuantileHead.quantiles(outputs, 0, quantiles);
      assertThat(quantiles).isSorted();
      assertThat(quantiles[0]).isNotNegative();
    }
  }
}
