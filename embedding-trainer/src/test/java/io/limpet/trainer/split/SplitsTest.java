package io.limpet.trainer.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitsTest {
  private static final long DAY = 86_400_000;

  private interface Times {
    long of(int user, int event);
  }

  private static Interactions shop(int users, int events, Times times) {
    SplittableRandom random = new SplittableRandom(1);
    InteractionsBuilder builder = new InteractionsBuilder();
    for (int user = 0; user < users; user++) {
      for (int event = 0; event < events; event++) {
        builder.add(
            "u" + user, "i" + random.nextInt(500), EventType.VIEW_ITEM, times.of(user, event));
      }
    }
    return builder.build();
  }

  @Test
  void asksByTimeWhereUsersComeBack() {
    Interactions rows = shop(900, 12, (user, event) -> event * 10 * DAY + user * DAY / 100);

    assertThat(Splits.fitting(rows, 1).protocol()).isEqualTo("temporal");
  }

  @Test
  void asksForTheLastActWhereVisitorsComeOnce() {
    Interactions sessions = shop(900, 6, (user, event) -> user * DAY / 10 + event * 60_000L);

    assertThat(Splits.hasTimes(sessions)).isTrue();
    assertThat(Splits.fitting(sessions, 1).protocol()).isEqualTo("leave-one-out");
  }

  @Test
  void asksForTheLastActWhereTimesAreAnOrder() {
    Interactions numbered = shop(900, 12, (user, event) -> (event + 1) * DAY);

    assertThat(Splits.hasTimes(numbered)).isFalse();
    assertThat(Splits.fitting(numbered, 1).protocol()).isEqualTo("leave-one-out");
  }

  @Test
  void asksAFairDrawOfMany() {
    Interactions many = shop(21_000, 3, (user, event) -> event);

    Split split = Splits.fitting(many, 1);

    assertThat(split.test().cases()).hasSizeBetween(19_000, 20_000);
    assertThat(Splits.fitting(many, 1).test().cases()).isEqualTo(split.test().cases());
    assertThat(split.isRefit()).as("one training answers both").isFalse();
  }

  @Test
  void asksAFairDrawOfManyByTimeToo() {
    Interactions many = shop(24_000, 12, (user, event) -> event * 10 * DAY + user * DAY / 2_400);

    Split split = Splits.fitting(many, 1);

    assertThat(split.protocol()).isEqualTo("temporal");
    assertThat(split.test().cases()).hasSize(20_000);
    assertThat(split.test().description()).endsWith("20000 of them asked");
    assertThat(split.isRefit()).isTrue();
  }

  @Test
  void asksFewerTheMoreItemsAreToBeRanked() {
    assertThat(Splits.most(10)).isEqualTo(20_000);
    assertThat(Splits.most(100_000)).isEqualTo(20_000);
    assertThat(Splits.most(200_000)).isEqualTo(10_000);
    assertThat(Splits.most(10_000_000)).isEqualTo(4_000);
  }
}
