package io.limpet.flink.surveys;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.survey.SurveyDay;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.wire.Keyed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SurveysTest {
  private static final long NOON = SampleEvents.NOON;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final Duration LIFETIME = Duration.ofDays(400);

  private KeyedOneInputStreamOperatorTestHarness<String, CleanEvent, SurveyAnswer> respondents;
  private KeyedOneInputStreamOperatorTestHarness<String, SurveyAnswer, Keyed<SurveyDay>> days;
  private long offset;

  @BeforeEach
  void open() throws Exception {
    respondents =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Respondents(LIFETIME)),
            clean -> clean.event().visitor(),
            Types.STRING);
    respondents.open();
    respondents.setProcessingTime(NOON);
    days = days();
    days.open();
    days.setProcessingTime(NOON);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, SurveyAnswer, Keyed<SurveyDay>>
      days() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new CountDay(LIFETIME)), SurveyAnswer::key, Types.STRING);
  }

  @AfterEach
  void close() throws Exception {
    respondents.close();
    days.close();
  }

  @Test
  void countsWhatWasAskedAndAnsweredBySegmentOnce() throws Exception {
    take(survey("anna", "nps", null, NOON, Map.of("asked", "true", "channel", "email")));
    CleanEvent nine = survey("anna", "nps", 9.0, NOON, Map.of("channel", "email"));
    take(nine, nine);
    take(survey("ben", "nps", 3.0, NOON, Map.of("channel", "web", "comment", "slow")));
    SurveyDay day = last();
    assertThat(day.all().asked()).isEqualTo(1);
    assertThat(day.all().answers()).isEqualTo(2);
    assertThat(day.all().comments()).isEqualTo(1);
    assertThat(day.all().values()).containsExactly(0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 1L, 0L);
    assertThat(day.segments()).containsOnlyKeys("channel=email", "channel=web", "customer=new");
    assertThat(day.segments().get("channel=email").answers()).isEqualTo(1);
  }

  @Test
  void callsReturningWhoBoughtOnAnEarlierDay() throws Exception {
    take(buys("anna", NOON - 3 * DAY), survey("anna", "csat", 5.0, NOON, Map.of()));
    take(buys("ben", NOON), survey("ben", "csat", 4.0, NOON, Map.of()));
    assertThat(last().segments()).containsOnlyKeys("customer=returning", "customer=new");
  }

  @Test
  void keepsDaysAndKindsApart() throws Exception {
    take(
        survey("anna", "csat", 5.0, NOON, Map.of()),
        survey("anna", "csat", 5.0, NOON + DAY, Map.of()),
        survey("anna", "thumbs", 1.0, NOON, Map.of()));
    assertThat(days.extractOutputValues()).hasSize(3);
    assertThat(days.numKeyedStateEntries()).isEqualTo(3);
  }

  @Test
  void passesOverWhatHasNothingToDoWithSurveys() {
    assertThat(
            Respondents.concerns(
                SampleEvents.clean(SampleEvents.view("v", "anna", "mug", NOON), 1)))
        .isFalse();
    assertThat(Respondents.concerns(survey("anna", "own", 77.0, NOON, Map.of()))).isFalse();
    assertThat(Respondents.concerns(survey("anna", "nps", 77.0, NOON, Map.of()))).isFalse();
    assertThat(Respondents.concerns(buys("anna", NOON))).isTrue();
  }

  @Test
  void goesOnCountingAfterARestore() throws Exception {
    take(survey("anna", "csat", 5.0, NOON, Map.of()));
    OperatorSubtaskState checkpoint = days.snapshot(1, NOON);
    days.close();
    days = days();
    days.initializeState(checkpoint);
    days.open();
    days.setProcessingTime(NOON);
    take(survey("ben", "csat", 1.0, NOON, Map.of()));
    assertThat(last().all().values()).containsExactly(1L, 0L, 0L, 0L, 1L);
    assertThat(last().events()).isEqualTo(2);
  }

  @Test
  void forgetsEverybodyAndEveryDayAfterTheirLifetime() throws Exception {
    take(survey("anna", "csat", 5.0, NOON, Map.of()));
    respondents.setProcessingTime(NOON + LIFETIME.multipliedBy(2).toMillis());
    days.setProcessingTime(NOON + LIFETIME.multipliedBy(2).toMillis());
    assertThat(respondents.numKeyedStateEntries()).isZero();
    assertThat(days.numKeyedStateEntries()).isZero();
    assertThat(days.numProcessingTimeTimers() + respondents.numProcessingTimeTimers()).isZero();
    assertThat(days.extractOutputValues().getLast().value()).isNull();
  }

  private void take(CleanEvent... events) throws Exception {
    for (CleanEvent event : events) {
      respondents.getOutput().clear();
      respondents.processElement(event, 0);
      for (SurveyAnswer answer : respondents.extractOutputValues()) {
        days.processElement(answer, 0);
      }
    }
  }

  private SurveyDay last() {
    SurveyDay day = days.extractOutputValues().getLast().value();
    assertThat(day).isNotNull();
    return day;
  }

  private CleanEvent buys(String user, long millis) {
    return SampleEvents.clean(SampleEvents.purchase("p" + offset, user, millis, "mug"), offset++);
  }

  private CleanEvent survey(
      String user, String kind, @Nullable Double value, long millis, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("survey", kind);
    return SampleEvents.clean(
        new Event(
            "e" + offset,
            EventType.SURVEY,
            user,
            null,
            null,
            millis,
            List.of(LineItem.of("mug")),
            value,
            null,
            null,
            null,
            properties),
        offset++);
  }
}
