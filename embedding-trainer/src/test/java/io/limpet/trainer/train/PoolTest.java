package io.limpet.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.encoder.PooledEncoder;
import io.limpet.core.event.EventType;
import io.limpet.trainer.maths.SparseRows;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolTest {
  private static final int CHANNELS = 8;
  private static final int ITEMS = 12;
  private static final float SHRINK = 1.5f;
  private static final float POWER = 0.7f;

  private final Hyper hyper = Hyper.DEFAULT.at(Hyper.Pace.MIXED);
  private final float[] weights = hyper.weights();
  private final float[] decays = {0.995f, 0.995f, 0.9f, 0.9f, 0.7f, 0.7f, 1f, 1f};

  private static Interactions history(SplittableRandom random, int length) {
    var builder = new InteractionsBuilder();
    for (int i = 0; i < ITEMS; i++) {
      builder.withItems(java.util.List.of("i" + i));
    }
    for (int i = 0; i < length; i++) {
      builder.add(
          "u",
          "i" + random.nextInt(ITEMS),
          EventType.ofCode(random.nextInt(EventType.OF_ITEMS)),
          1000 + i);
    }
    return builder.build();
  }

  private static float[] numbers(SplittableRandom random, int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void poolsAsTheEncoderOfCoreFolds(long seed) {
    var random = new SplittableRandom(seed);
    Interactions rows = history(random, 1 + random.nextInt(60));
    float[] inputs = numbers(random, ITEMS * CHANNELS);
    var encoder = new PooledEncoder(weights, decays, SHRINK, POWER);
    EncoderState state = encoder.newState();
    for (int row = 0; row < rows.size(); row++) {
      float[] input =
          java.util.Arrays.copyOfRange(
              inputs, rows.item(row) * CHANNELS, (rows.item(row) + 1) * CHANNELS);
      encoder.fold(state, input, EventType.ofCode(rows.type(row)), rows.millis(row));
    }
    float[] z = new float[CHANNELS + 3];

    new Pool(rows, decays, weights, SHRINK, POWER).forward(inputs, 0, rows.size(), 0, 0, z, 2);

    float[] expected = encoder.vector(state).orElseGet(() -> new float[CHANNELS + 1]);
    for (int c = 0; c < CHANNELS; c++) {
      assertThat(z[2 + c]).as("seed %d, channel %d", seed, c).isCloseTo(expected[c], within(1e-5f));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void hasTheGradientThatDifferencesShow(long seed) {
    var random = new SplittableRandom(seed);
    Interactions rows = history(random, 40);
    float[] inputs = numbers(random, ITEMS * CHANNELS);
    float[] dz = numbers(random, CHANNELS);
    var pool = new Pool(rows, decays, weights, SHRINK, POWER);
    var gradient = new SparseRows(ITEMS, CHANNELS);
    double dropout = 0.3;

    pool.backward(dz, 0, 5, rows.size(), seed, dropout, gradient);

    float step = 0.01f;
    for (int i = 0; i < inputs.length; i++) {
      float was = inputs[i];
      inputs[i] = was + step;
      double above = loss(pool, inputs, rows, dz, seed, dropout);
      inputs[i] = was - step;
      double below = loss(pool, inputs, rows, dz, seed, dropout);
      inputs[i] = was;
      assertThat((double) gradient.values()[i])
          .as("seed %d, input %d", seed, i)
          .isCloseTo((above - below) / (2 * step), within(2e-3));
    }
  }

  private static double loss(
      Pool pool, float[] inputs, Interactions rows, float[] dz, long seed, double dropout) {
    float[] z = new float[CHANNELS];
    pool.forward(inputs, 5, rows.size(), seed, dropout, z, 0);
    double sum = 0;
    for (int c = 0; c < CHANNELS; c++) {
      sum += z[c] * dz[c];
    }
    return sum;
  }
}
