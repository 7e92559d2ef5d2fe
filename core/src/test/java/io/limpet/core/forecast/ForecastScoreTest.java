package io.limpet.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForecastScoreTest {
  private static Outlook flat(double point, double quantile) {
    double[] quantiles = new double[Quantiles.COUNT];
    Arrays.fill(quantiles, quantile);
    return new Outlook(new double[] {point}, new double[][] {quantiles});
  }

  @Test
  void largeSeriesCountMoreInOneMeasureAndNoMoreInTheOther() {
    var score = new ForecastScore();
    // 10 of 100 wrong, and 1 of 1; the levels add up to 4.5, over 9 of them half.
    score.add(new double[] {100}, flat(90, 90), 10);
    score.add(new double[] {1}, flat(2, 2), 1);

    assertThat(score.wape()).isCloseTo(11 / 101.0, within(1e-12));
    assertThat(score.bias()).isCloseTo(-9 / 101.0, within(1e-12));
    assertThat(score.scaledPinball()).isCloseTo((10 * 0.5 / 10 + 1 * 0.5 / 1) / 2, within(1e-12));
    assertThat(score.coverage()).isZero();
  }

  @Test
  void aQuantileThatIsTooLowCostsByItsLevel() {
    assertThat(ForecastScore.pinball(0.9, 5, 3)).isCloseTo(1.8, within(1e-12));
    assertThat(ForecastScore.pinball(0.9, 3, 5)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void aSeriesThatNeverChangedHasNoScale() {
    assertThat(ForecastScore.scale(new double[] {4, 4, 4})).isZero();
    assertThat(ForecastScore.scale(new double[] {4, 6, 3})).isEqualTo(2.5);
    var score = new ForecastScore();
    score.add(new double[] {4}, flat(4, 4), 0);
    assertThat(score.series()).isZero();
    assertThat(score.coverage()).isEqualTo(1);
  }

  @Test
  void levelsAreFoundByTheirNumber() {
    assertThat(Quantiles.place(0.975)).isEqualTo(Quantiles.HIGH);
    assertThatThrownBy(() -> Quantiles.place(0.9))
        .hasMessageStartingWith("level 0.9 is none that forecasts have; give one of [0.005, ");
  }
}
