package io.limpet.trainer.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.event.EventType;
import io.limpet.trainer.Clusters;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
  private static Interactions random(long seed) {
    var random = new SplittableRandom(seed);
    var builder = new InteractionsBuilder();
    for (int i = 0; i < 3_000; i++) {
      builder.add(
          "u" + random.nextInt(60),
          "i" + random.nextInt(40),
          EventType.ofCode(random.nextInt(8)),
          Clusters.BEGIN + random.nextInt(1_000) * 60_000L);
    }
    return builder.build();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void temporalSplitLeaksNothing(long seed) {
    Interactions all = random(seed);
    Split split = TemporalSplit.of(all);
    for (Part part : List.of(split.validation(), split.test())) {
      long learned = part.training().lastMillis();
      assertThat(part.cases()).isNotEmpty();
      for (Case question : part.cases()) {
        assertThat(question.from()).isEqualTo(all.begin(question.user()));
        assertThat(all.millis(question.to() - 1)).isLessThanOrEqualTo(learned);
        assertThat(all.millis(question.to())).as("first after the history").isGreaterThan(learned);
        Set<Integer> known = interest(all, question.from(), question.to());
        Set<Integer> later = interest(all, question.to(), all.end(question.user()));
        assertThat(later).containsAll(question.fresh()).containsAll(question.repeats());
        assertThat(question.fresh()).doesNotContainAnyElementsOf(known);
        assertThat(known).containsAll(question.repeats());
      }
    }
    assertThat(split.validation().training().lastMillis())
        .isLessThan(split.test().training().lastMillis());
  }

  @Test
  void validationAsksNothingOfTheTestWindow() {
    Interactions all = random(9);
    Split split = TemporalSplit.of(all);
    long test = split.test().training().lastMillis();
    for (Case question : split.validation().cases()) {
      Set<Integer> before = interest(all, question.from(), all.firstAt(question.user(), test + 1));
      assertThat(before).containsAll(question.fresh()).containsAll(question.repeats());
    }
  }

  private static Set<Integer> interest(Interactions rows, int from, int to) {
    Set<Integer> items = new HashSet<>();
    for (int row = from; row < to; row++) {
      if (rows.isInterest(row)) {
        items.add(rows.item(row));
      }
    }
    return items;
  }

  @Test
  void leaveOneOutAsksForTheLastTwoAndLearnsFromNeither() {
    var builder = new InteractionsBuilder();
    for (String item : List.of("a", "b", "c", "d")) {
      builder.add("long", item, EventType.VIEW_ITEM, builder.size());
    }
    builder.add("short", "a", EventType.VIEW_ITEM, 0);
    builder.add("short", "d", EventType.VIEW_ITEM, 1);
    Interactions all = builder.build();

    Split split = LeaveOneOut.of(all);

    assertThat(split.validation().cases()).hasSize(1);
    assertThat(split.validation().cases().getFirst().fresh()).containsExactly(2);
    assertThat(split.test().cases().getFirst().fresh()).containsExactly(3);
    assertThat(split.test().cases().getFirst().length()).isEqualTo(3);
    assertThat(split.test().training().end(0) - split.test().training().begin(0)).isEqualTo(2);
    assertThat(split.test().training().size()).isEqualTo(4);
  }

  @Test
  void leaveOneOutLearnsTheValidationsAnswersWhenTheTestIsRefit() {
    Interactions all = random(4);
    Split plain = LeaveOneOut.of(all);
    Split refit = LeaveOneOut.of(all, true);

    assertThat(plain.isRefit()).isFalse();
    assertThat(refit.isRefit()).isTrue();
    assertThat(refit.test().cases()).isEqualTo(plain.test().cases());
    for (int user = 0; user < all.users(); user++) {
      Interactions learned = refit.test().training();
      assertThat(learned.end(user) - learned.begin(user))
          .isEqualTo(all.end(user) - all.begin(user) - 1);
    }
  }

  @Test
  void temporalAsksTheSameWithoutRefitOfWhatWasLearnedBeforeValidation() {
    Interactions all = random(4);
    Split plain = TemporalSplit.of(all, false);
    Split refit = TemporalSplit.of(all, true);

    assertThat(plain.isRefit()).isFalse();
    assertThat(plain.test().cases()).isEqualTo(refit.test().cases());
    assertThat(plain.test().training()).isSameAs(plain.validation().training());
    assertThat(refit.test().training().size()).isGreaterThan(plain.test().training().size());
  }

  @Test
  void refusesDataThatHappenedAllAtOnceAndNamesTheMend() {
    var builder = new InteractionsBuilder();
    for (int i = 0; i < 100; i++) {
      builder.add("u" + i % 7, "i" + i % 9, EventType.PURCHASE, 5);
    }

    assertThatThrownBy(() -> TemporalSplit.of(builder.build()))
        .isInstanceOf(SplitException.class)
        .hasMessageContaining("leave-one-out");
  }

  @Test
  void refusesUsersWithTooShortHistories() {
    var builder = new InteractionsBuilder();
    builder.add("u", "i", EventType.PURCHASE, 5);

    assertThatThrownBy(() -> LeaveOneOut.of(builder.build())).isInstanceOf(SplitException.class);
  }
}
