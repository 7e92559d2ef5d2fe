package io.limpet.trainer.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.trainer.Clusters;
import io.limpet.trainer.read.Interactions;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of BPR and of rating factorisation go down the slope that differences show. */
class DescentTest {
  private static final float RIDGE = 0.3f;
  private static final int USER = 2;
  private static final int LIKED = 5;
  private static final int OTHER = 9;
  private static final float MEAN = 0.7f;
  private static final float RATING = 2.5f;

  private final Interactions rows = Clusters.interactions(4, 3, 1);
  private final float[] userBiases = {0.1f, -0.2f, 0.4f, 0};

  private Tables tables(long seed) {
    var random = new SplittableRandom(seed);
    Tables tables = Tables.random(rows, 3, random);
    for (float[] table : new float[][] {tables.users(), tables.items(), tables.biases()}) {
      for (int i = 0; i < table.length; i++) {
        table[i] = (float) random.nextGaussian();
      }
    }
    return tables;
  }

  private static Tables copy(Tables of) {
    return new Tables(of.dimensions(), of.users().clone(), of.items().clone(), of.biases().clone());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void ofBpr(long seed) {
    Tables at = tables(seed);
    Tables after = copy(at);

    BprTraining.step(after, USER, LIKED, OTHER, 1, RIDGE);

    DoubleSupplier loss = () -> bprLoss(at);
    check(at.users(), after.users(), loss);
    check(at.items(), after.items(), loss);
    check(at.biases(), after.biases(), loss);
  }

  private static double bprLoss(Tables t) {
    double x = dot(t, USER, LIKED) + t.biases()[LIKED] - dot(t, USER, OTHER) - t.biases()[OTHER];
    double squares =
        square(t.users(), 3 * USER, 3)
            + square(t.items(), 3 * LIKED, 3)
            + square(t.items(), 3 * OTHER, 3)
            + square(t.biases(), LIKED, 1)
            + square(t.biases(), OTHER, 1);
    return Math.log1p(Math.exp(-x)) + RIDGE * squares / 2;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void ofRatings(long seed) {
    Tables at = tables(seed);
    Tables after = copy(at);
    float[] biasesAfter = userBiases.clone();

    MfTraining.step(after, biasesAfter, MEAN, USER, LIKED, RATING, 1, RIDGE);

    DoubleSupplier loss = () -> ratingLoss(at);
    check(at.users(), after.users(), loss);
    check(at.items(), after.items(), loss);
    check(at.biases(), after.biases(), loss);
    check(userBiases, biasesAfter, loss);
  }

  private double ratingLoss(Tables t) {
    double error = RATING - (MEAN + userBiases[USER] + t.biases()[LIKED] + dot(t, USER, LIKED));
    double squares =
        square(t.users(), 3 * USER, 3)
            + square(t.items(), 3 * LIKED, 3)
            + square(t.biases(), LIKED, 1)
            + square(userBiases, USER, 1);
    return error * error / 2 + RIDGE * squares / 2;
  }

  private static double dot(Tables t, int user, int item) {
    double sum = 0;
    for (int d = 0; d < 3; d++) {
      sum += (double) t.users()[3 * user + d] * t.items()[3 * item + d];
    }
    return sum;
  }

  private static double square(float[] of, int at, int size) {
    double sum = 0;
    for (int i = at; i < at + size; i++) {
      sum += (double) of[i] * of[i];
    }
    return sum;
  }

  private static void check(float[] table, float[] after, DoubleSupplier loss) {
    float step = 1e-2f;
    for (int i = 0; i < table.length; i++) {
      float was = table[i];
      table[i] = was + step;
      double above = loss.getAsDouble();
      table[i] = was - step;
      double below = loss.getAsDouble();
      table[i] = was;
      assertThat((double) (was - after[i]))
          .as("parameter %d", i)
          .isCloseTo((above - below) / (2 * step), within(2e-3));
    }
  }
}
