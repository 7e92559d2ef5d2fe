package io.limpet.trainer.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenseNetworkTest {
  private static final int ROWS = 4;
  private static final int INPUTS = 5;
  private static final int OUTPUTS = 3;

  private static float[] numbers(int size, long seed) {
    var random = new SplittableRandom(seed);
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static DenseNetwork network(long seed) {
    var shape = new DenseNetwork.Shape(List.of(INPUTS, 7, OUTPUTS), 0, 0);
    return new DenseNetwork(shape, seed);
  }

  /** slope . output, whose derivative by the output is the slope. */
  private static double loss(DenseNetwork of, float[] x, float[] slope) {
    float[] out = of.output(x, ROWS);
    double sum = 0;
    for (int i = 0; i < out.length; i++) {
      sum += (double) out[i] * slope[i];
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void handsBackTheSlopeOfItsInputs(long seed) {
    float[] x = numbers(ROWS * INPUTS, seed);
    float[] slope = numbers(ROWS * OUTPUTS, seed + 100);
    DenseNetwork network = network(seed);
    DenseNetwork untouched = network(seed);
    assertThat(network.forward(x, ROWS)).containsExactly(untouched.output(x, ROWS), within(1e-6f));

    float[] ofInputs = network.learn(slope, ROWS, 0.01);

    float step = 1e-3f;
    int smooth = 0;
    for (int i = 0; i < x.length; i++) {
      float was = x[i];
      double here = loss(untouched, x, slope);
      x[i] = was + step;
      double above = (loss(untouched, x, slope) - here) / step;
      x[i] = was - step;
      double below = (here - loss(untouched, x, slope)) / step;
      x[i] = was;
      // Where a unit wakes up between the two, there is no slope to compare with.
      if (Math.abs(above - below) < 0.01) {
        smooth++;
        assertThat((double) ofInputs[i])
            .as("seed %d, input %d", seed, i)
            .isCloseTo((above + below) / 2, within(5e-3));
      }
    }
    assertThat(smooth).isGreaterThan(x.length * 3 / 4);
  }

  @Test
  void goesDownTheSlope() {
    float[] x = numbers(ROWS * INPUTS, 1);
    float[] slope = numbers(ROWS * OUTPUTS, 2);
    DenseNetwork network = network(3);
    double before = loss(network, x, slope);
    for (int i = 0; i < 10; i++) {
      network.forward(x, ROWS);
      network.learn(slope, ROWS, 0.01);
    }

    assertThat(loss(network, x, slope)).isLessThan(before - 0.5);
  }

  @Test
  void leavesInputsOutInTrainingOnly() {
    var shape = new DenseNetwork.Shape(List.of(INPUTS, OUTPUTS), 0, 0.5);
    DenseNetwork network = new DenseNetwork(shape, 1);
    float[] x = numbers(ROWS * INPUTS, 1);
    float[] all = network.output(x, ROWS);

    assertThat(network.output(x, ROWS)).isEqualTo(all);
    assertThat(network.forward(x, ROWS)).isNotEqualTo(all);
  }

  @Test
  void refusesAnEmptyLayer() {
    assertThatThrownBy(() -> new DenseNetwork.Shape(List.of(3, 0, 1), 0, 0))
        .hasMessageContaining("[3, 0, 1]");
  }
}
