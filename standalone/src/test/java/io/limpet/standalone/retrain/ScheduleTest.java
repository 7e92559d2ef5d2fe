package io.limpet.standalone.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.standalone.retrain.Schedule.Due;
import io.limpet.standalone.retrain.Schedule.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T03:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Schedule DAILY = new Schedule(DAY, null);
  private static final Schedule WEEKLY_ANEW = new Schedule(DAY, Duration.ofDays(7));

  private static Past.Attempt attempt(Kind kind, Instant began, Past.Outcome outcome) {
    return new Past.Attempt(kind, began, began, "g1", outcome, "");
  }

  @Test
  void waitsForOnePeriodAtFirst() {
    assertThat(DAILY.next(Past.from(MONDAY), true))
        .isEqualTo(new Due(MONDAY.plus(DAY), Kind.INCREMENTAL));
  }

  @Test
  void countsFromTheBeginOfTheLastHoweverItEnded() {
    for (Past.Outcome outcome :
        new Past.Outcome[] {Past.Outcome.RELEASED, Past.Outcome.FAILED, Past.Outcome.NOTHING_NEW}) {
      Past past = Past.from(MONDAY).with(attempt(Kind.INCREMENTAL, MONDAY.plus(DAY), outcome));

      assertThat(DAILY.next(past, true).at())
          .as(outcome.name())
          .isEqualTo(MONDAY.plus(DAY).plus(DAY));
    }
  }

  @Test
  void trainsAnewWhereThereIsNothingToGoOnFrom() {
    assertThat(DAILY.next(Past.from(MONDAY), false).kind()).isEqualTo(Kind.FULL);
  }

  @Test
  void trainsAnewWhenItIsTimeTo() {
    Past past = Past.from(MONDAY);
    StringBuilder kinds = new StringBuilder();
    for (int day = 0; day < 15; day++) {
      Due due = WEEKLY_ANEW.next(past, true);
      kinds.append(due.kind().name().charAt(0));
      past = past.with(attempt(due.kind(), due.at(), Past.Outcome.RELEASED));
    }

    assertThat(kinds).hasToString("IIIIIIFIIIIIIFI");
  }

  @Test
  void makesUpForAMissedTimeOnce() {
    Past past = Past.from(MONDAY).with(attempt(Kind.INCREMENTAL, MONDAY, Past.Outcome.RELEASED));
    Instant back = MONDAY.plus(Duration.ofDays(30));

    assertThat(DAILY.next(past, true).at()).isBefore(back);
    Past caughtUp = past.with(attempt(Kind.INCREMENTAL, back, Past.Outcome.RELEASED));
    assertThat(DAILY.next(caughtUp, true).at()).isEqualTo(back.plus(DAY));
  }

  @Test
  void goesOnAtOnceWithWhatWasInterrupted() {
    Past past = Past.from(MONDAY).with(attempt(Kind.FULL, MONDAY, Past.Outcome.RUNNING));

    assertThat(DAILY.next(past, true)).isEqualTo(new Due(MONDAY, Kind.FULL));
    assertThat(past.lastFull()).isNull();
  }
}
