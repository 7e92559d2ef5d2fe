package io.limpet.trainer.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.ranking.Task;
import io.limpet.trainer.ranker.Question.Return;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  private static final long DAY = 86_400_000L;
  private static final long FROM = 100 * DAY;
  private static final long TO = 120 * DAY;

  private static Interactions rows(Object... typesAndDays) {
    InteractionsBuilder builder = new InteractionsBuilder();
    for (int i = 0; i < typesAndDays.length; i += 2) {
      double day = ((Number) typesAndDays[i + 1]).doubleValue();
      builder.add("u", "item" + i / 2, (EventType) typesAndDays[i], (long) (day * DAY));
    }
    return builder.build();
  }

  @Test
  void dividesAWindowIntoVisits() {
    Interactions rows =
        rows(
            EventType.VIEW_ITEM, 90,
            EventType.VIEW_ITEM, 101,
            EventType.PURCHASE, 101.5,
            EventType.ADD_TO_CART, 105,
            EventType.VIEW_ITEM, 119);
    List<Question> visits = Questions.visits(rows, FROM, TO);
    assertThat(visits).extracting(Question::to).containsExactly(1, 3, 4);
    Question first = visits.getFirst();
    assertThat(first.millis()).isEqualTo(101 * DAY);
    assertThat(first.labels(1)).isEqualTo(bits(Task.VIEW, Task.COMES_BACK));
    assertThat(first.labels(2))
        .isEqualTo(bits(Task.VIEW, Task.CART, Task.PURCHASE, Task.COMES_BACK));
    assertThat(first.labels(0)).isZero();
    assertThat(visits.get(1).labels(3)).isEqualTo(bits(Task.VIEW, Task.CART));
  }

  @Test
  void knowWhoCameBackOnlyWhereTheWindowIsLongEnough() {
    Interactions rows =
        rows(
            EventType.VIEW_ITEM, 90,
            EventType.VIEW_ITEM, 101,
            EventType.VIEW_ITEM, 110,
            EventType.VIEW_ITEM, 115);
    assertThat(Questions.visits(rows, FROM, TO))
        .extracting(Question::cameBack)
        .containsExactly(Return.NO, Return.YES, Return.UNKNOWN);
    assertThat(Questions.visits(rows, FROM, TO).getLast().known())
        .isEqualTo(bits(Task.VIEW, Task.CART, Task.PURCHASE));
  }

  @Test
  void doNotLookBeyondTheWindow() {
    Interactions rows =
        rows(EventType.VIEW_ITEM, 90, EventType.VIEW_ITEM, 119, EventType.VIEW_ITEM, 121);
    List<Question> visits = Questions.visits(rows, FROM, TO);
    assertThat(visits).hasSize(1);
    assertThat(visits.getFirst().cameBack()).isEqualTo(Return.UNKNOWN);
  }

  @Test
  void askNobodyWithoutAHistory() {
    assertThat(Questions.visits(rows(EventType.VIEW_ITEM, 101), FROM, TO)).isEmpty();
  }

  private static int bits(Task... tasks) {
    int bits = 0;
    for (Task task : tasks) {
      bits |= Question.bit(task);
    }
    return bits;
  }
}
