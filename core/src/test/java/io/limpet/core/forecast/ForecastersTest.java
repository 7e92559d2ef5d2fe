package io.limpet.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each method against its definition, written out as sums. */
class ForecastersTest {
  static List<Forecaster> all() {
    return List.of(
        new SeasonalNaive(1),
        new SeasonalNaive(4),
        new MovingAverage(8),
        new Croston(0.1),
        new Tsb(0.2, 0.1));
  }

  private static double[] history(Random random, int weeks) {
    double[] history = new double[weeks];
    for (int week = 0; week < weeks; week++) {
      history[week] = random.nextInt(3) == 0 ? 1 + random.nextInt(30) : 0;
    }
    return history;
  }

  /** Exponential smoothing as the sum that it stands for. */
  private static double smoothed(List<Double> values, double alpha) {
    double sum = Math.pow(1 - alpha, values.size() - 1) * values.getFirst();
    for (int i = 1; i < values.size(); i++) {
      sum += alpha * Math.pow(1 - alpha, values.size() - 1 - i) * values.get(i);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void crostonDividesSmoothedSizesBySmoothedIntervals(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      double[] history = history(random, 2 + random.nextInt(40));
      List<Double> sizes = new ArrayList<>();
      List<Double> intervals = new ArrayList<>();
      int last = -1;
      for (int week = 0; week < history.length; week++) {
        if (history[week] > 0) {
          sizes.add(history[week]);
          intervals.add((double) week - last);
          last = week;
        }
      }
      double expected = sizes.isEmpty() ? 0 : smoothed(sizes, 0.1) / smoothed(intervals, 0.1);
      assertThat(new Croston(0.1).forecast(history, 3).points())
          .as("seed %d", seed)
          .containsExactly(new double[] {expected, expected, expected}, within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void tsbMultipliesSmoothedSizesWithTheSmoothedShareOfWeeks(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      double[] history = history(random, 2 + random.nextInt(40));
      List<Double> sizes = new ArrayList<>();
      List<Double> shares = new ArrayList<>();
      for (int week = 0; week < history.length; week++) {
        boolean isDemand = history[week] > 0;
        if (isDemand) {
          sizes.add(history[week]);
        }
        if (!sizes.isEmpty()) {
          shares.add(shares.isEmpty() ? 1.0 / (week + 1) : isDemand ? 1.0 : 0.0);
        }
      }
      double expected = sizes.isEmpty() ? 0 : smoothed(sizes, 0.2) * smoothed(shares, 0.1);
      assertThat(new Tsb(0.2, 0.1).forecast(history, 1).points()[0])
          .as("seed %d", seed)
          .isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void tsbFadesWhatIsNoLongerBoughtAndCrostonDoesNot() {
    double[] gone = new double[60];
    for (int week = 0; week < 20; week++) {
      gone[week] = 5;
    }
    assertThat(new Croston(0.1).forecast(gone, 1).points()[0]).isCloseTo(5, within(1e-9));
    assertThat(new Tsb(0.1, 0.1).forecast(gone, 1).points()[0])
        .isCloseTo(5 * Math.pow(0.9, 40), within(1e-9));
  }

  @Test
  void seasonalNaiveRepeatsTheLastSeason() {
    double[] history = {1, 2, 3, 4, 10, 20, 30, 40};
    assertThat(new SeasonalNaive(4).forecast(history, 6).points())
        .containsExactly(10, 20, 30, 40, 10, 20);
    assertThat(new SeasonalNaive(1).forecast(history, 2).points()).containsExactly(40, 40);
  }

  @Test
  void movingAverageIsTheMeanOfTheLastWeeksOrOfAllThereAre() {
    double[] history = {100, 1, 2, 3};
    assertThat(new MovingAverage(3).forecast(history, 1).points()[0]).isEqualTo(2);
    assertThat(new MovingAverage(9).forecast(history, 1).points()[0]).isEqualTo(26.5);
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void quantilesAscendFromZero(long seed) {
    Random random = new Random(seed);
    for (Forecaster forecaster : all()) {
      for (int round = 0; round < 20; round++) {
        Outlook outlook = forecaster.forecast(history(random, 2 + random.nextInt(60)), 5);
        assertThat(outlook.horizon()).isEqualTo(5);
        for (double[] quantiles : outlook.quantiles()) {
          assertThat(quantiles).as("%s, seed %d", forecaster.name(), seed).isSorted();
          assertThat(quantiles[0]).isNotNegative();
        }
      }
    }
  }

  @Test
  void refusesWhatHasNoHistory() {
    for (Forecaster forecaster : all()) {
      assertThatThrownBy(() -> forecaster.forecast(new double[] {3}, 1))
          .hasMessage("a history of 1 weeks tells nothing of the next; wait until there are 2");
      assertThatThrownBy(() -> forecaster.forecast(new double[] {3, 4}, 0))
          .hasMessage("horizon is 0 weeks; give 1 or more");
    }
    assertThatThrownBy(() -> new Croston(0))
        .hasMessage("alpha is 0.0; give a weight above 0 and up to 1");
  }
}
