package io.limpet.core.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.SurveyKind;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SurveyScoreTest {
  @Test
  void takesDetractorsFromPromoters() {
    SurveyCounts counts = answers(SurveyKind.NPS, 10, 9, 9, 8, 7, 6, 0);
    SurveyScore score = SurveyScore.of(SurveyKind.NPS, counts).orElseThrow();
    assertThat(score.value()).isCloseTo(100.0 * (3 - 2) / 7, within(1e-9));
    assertThat(score.low()).isLessThan(score.value());
    assertThat(score.high()).isGreaterThan(score.value());
  }

  @Test
  void sharesWhoIsSatisfiedAndWhoLikes() {
    assertThat(score(SurveyKind.CSAT, 5, 4, 3, 1).value()).isEqualTo(0.5);
    assertThat(score(SurveyKind.THUMBS, 1, 1, 1, 0).value()).isEqualTo(0.75);
  }

  @Test
  void saysNothingOfWordsAloneOrWithoutAnswers() {
    assertThat(SurveyScore.of(SurveyKind.TEXT, SurveyCounts.none(SurveyKind.TEXT))).isEmpty();
    assertThat(
            SurveyScore.of(SurveyKind.TEXT, SurveyCounts.none(SurveyKind.TEXT).answered(0, true)))
        .isEmpty();
    assertThat(SurveyScore.of(SurveyKind.NPS, SurveyCounts.none(SurveyKind.NPS).asking()))
        .isEmpty();
    assertThat(SurveyScore.responseRate(answers(SurveyKind.NPS, 3))).isEmpty();
  }

  @Test
  void tellsHowManyOfTheAskedAnswered() {
    SurveyCounts counts = answers(SurveyKind.NPS, 3).asking().asking().asking().asking();
    assertThat(SurveyScore.responseRate(counts).orElseThrow().value()).isEqualTo(0.25);
  }

  @Test
  void holdsTheTruePromotersAboutAsOftenAsItSays() {
    var random = new Random(7);
    double truth = 100 * (0.5 - 0.2);
    int held = 0;
    for (int run = 0; run < 2_000; run++) {
      int up = 0;
      int down = 0;
      for (int i = 0; i < 40; i++) {
        double u = random.nextDouble();
        up += u < 0.5 ? 1 : 0;
        down += u >= 0.8 ? 1 : 0;
      }
      SurveyScore score = SurveyScore.promoters(up, down, 40);
      held += score.low() <= truth && truth <= score.high() ? 1 : 0;
    }
    assertThat(held / 2_000.0).isBetween(0.93, 0.98);
  }

  @Test
  void keepsTheValuesOfADimensionFromGrowingWithoutEnd() {
    SurveyDay day = SurveyDay.none(SurveyKind.NPS, 20_000);
    for (int i = 0; i < 1_000; i++) {
      day = day.with(Map.of("channel", "c" + i), counts -> counts.answered(10, false));
    }
    assertThat(day.segments()).hasSize(SurveyDay.VALUES + 1).containsKey("channel=other");
    assertThat(day.segments().values().stream().mapToLong(SurveyCounts::answers).sum())
        .isEqualTo(day.all().answers())
        .isEqualTo(1_000);
  }

  private static SurveyScore score(SurveyKind kind, int... values) {
    return SurveyScore.of(kind, answers(kind, values)).orElseThrow();
  }

  private static SurveyCounts answers(SurveyKind kind, int... values) {
    SurveyCounts counts = SurveyCounts.none(kind);
    for (int value : values) {
      counts = counts.answered(value - kind.least(), false);
    }
    return counts;
  }
}
