package io.limpet.trainer.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.forecast.Forecast;
import io.limpet.core.forecast.Quantiles;
import io.limpet.trainer.progress.Progress;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class ForecastRunTest {
  private static final long WEEK = Forecast.WEEK_MILLIS;
  private static final ForecastHyper SMALL = new ForecastHyper(8, 1, 0.01, 64);

  @BeforeAll
  static void quiet() {
    Nd4j.getMemoryManager().togglePeriodicGc(false);
  }

  /** Items that are bought every other week, so that the last week says nothing of the next. */
  private static Demand everyOtherWeek(int items, int weeks) {
    Random random = new Random(5);
    DemandBuilder builder = new DemandBuilder();
    for (int item = 0; item < items; item++) {
      for (int week = 0; week < weeks; week++) {
        int pieces = (item + week) % 2 == 0 ? 8 + 4 * (item % 7) + random.nextInt(4) : 0;
        if (pieces > 0) {
          long millis = (week + 1) * WEEK - 1 - random.nextInt(5) * DemandBuilder.DAY_MILLIS;
          builder.add("v" + week, "i" + item, EventType.PURCHASE, millis, pieces);
        }
      }
    }
    builder.add("v", "young", EventType.PURCHASE, weeks * WEEK - 1, 3);
    return builder.build(Map.of());
  }

  @Test
  void learnsOfAllSeriesWhatNoneTellsAlone() {
    Demand demand = everyOtherWeek(40, 40);
    ForecastRun.Result result = new ForecastRun(demand, SMALL, 1, Progress.SILENT).run(99);

    assertThat(result.chosen()).isEqualTo(GlobalForecaster.NAME);
    Judged learned = result.test().getLast();
    for (Judged baseline : result.test().subList(0, result.test().size() - 1)) {
      assertThat(learned.items().scaledPinball())
          .as(baseline.name())
          .isLessThan(baseline.items().scaledPinball());
      assertThat(learned.items().wape()).isLessThan(baseline.items().wape());
    }
    // What is too young is refused.
    assertThat(result.forecasts()).hasSize(40).noneMatch(of -> of.key().equals("young"));
    Forecast first = result.forecasts().getFirst();
    assertThat(first.weeks()).hasSize(ForecastRun.HORIZON);
    assertThat(first.fromMillis()).isEqualTo(demand.endMillis());
    assertThat(first.version()).isEqualTo(99);
    assertThat(first.total().quantile(Quantiles.HIGH)).isGreaterThan(first.total().expected());

    ForecastRun.Result again = new ForecastRun(demand, SMALL, 1, Progress.SILENT).run(99);
    assertThat(again.forecasts()).isEqualTo(result.forecasts());
  }

  @Test
  void aShortHistoryIsForecastWithoutLearning() {
    ForecastRun.Result result =
        new ForecastRun(everyOtherWeek(5, 10), SMALL, 1, Progress.SILENT).run(1);

    assertThat(result.chosen()).isEqualTo("TSB");
    assertThat(result.forecasts()).hasSize(5);
    assertThat(ForecastTable.of(result)).isEqualTo("TSB forecasts 5 series\n");
    assertThat(result.forecasts().getFirst().weeks().getFirst().expected()).isPositive();
  }
}
