package io.limpet.search.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.SurveyKind;
import io.limpet.core.survey.SurveyDay;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurveyStoreTest {
  private final SurveyStore store = new SurveyStore();

  @Test
  void addsUpTheDaysAskedForAndNoOthers() {
    take(day(SurveyKind.CSAT, 100, 5));
    take(day(SurveyKind.CSAT, 101, 4).with(Map.of(), counts -> counts.answered(0, true)));
    take(day(SurveyKind.CSAT, 102, 3));
    take(day(SurveyKind.NPS, 101, 9));
    SurveyStore.Period period = store.period(SurveyKind.CSAT, 100, 101);
    assertThat(period.all().values()).containsExactly(1L, 0L, 0L, 1L, 1L);
    assertThat(period.all().comments()).isEqualTo(1);
    assertThat(period.segments().get("channel=web").answers()).isEqualTo(2);
  }

  @Test
  void keepsTheNewerOfTwoRecordsAndForgetsADayThatIsTakenBack() {
    SurveyDay one = day(SurveyKind.NPS, 100, 9);
    SurveyDay two = one.with(Map.of(), counts -> counts.answered(9, false));
    take(two);
    take(one);
    assertThat(store.period(SurveyKind.NPS, 0, 1_000).all().answers()).isEqualTo(2);
    store.take(two.key(), null);
    assertThat(store.period(SurveyKind.NPS, 0, 1_000).all().answers()).isZero();
  }

  private void take(SurveyDay day) {
    store.take(day.key(), day);
  }

  private static SurveyDay day(SurveyKind kind, long day, int value) {
    return SurveyDay.none(kind, day)
        .with(Map.of("channel", "web"), counts -> counts.answered(value - kind.least(), false));
  }
}
