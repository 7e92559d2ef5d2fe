package io.limpet.trainer.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.trainer.Clusters;
import io.limpet.trainer.read.Interactions;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColdItemsTest {
  private static final Interactions ALL = Clusters.interactions(200, 12, 7);

  private static Set<Integer> asked(Part part) {
    Set<Integer> items = new HashSet<>();
    part.cases().forEach(of -> items.addAll(of.fresh()));
    return items;
  }

  @Test
  void asksForItemsThatNothingLearnedOrToldHolds() {
    for (Split plain :
        new Split[] {LeaveOneOut.of(ALL), LeaveOneOut.of(ALL, true), TemporalSplit.of(ALL)}) {
      Split split = ColdItems.of(plain, 0.2, 3);

      assertThat(split.isRefit()).isEqualTo(plain.isRefit());
      Set<Integer> cold = asked(split.test());
      assertThat(cold).isNotEmpty();
      for (int item : cold) {
        assertThat(split.test().training().met()[item]).isFalse();
        assertThat(split.validation().training().met()[item]).isFalse();
        assertThat(split.test().whole().met()[item]).isFalse();
      }
      assertThat(asked(split.validation())).doesNotContainAnyElementsOf(cold);
    }
  }

  @Test
  void keepsTheRestOfEveryHistory() {
    Split plain = LeaveOneOut.of(ALL);
    Split split = ColdItems.of(plain, 0.2, 3);
    Set<Integer> gone = new HashSet<>();
    boolean[] met = split.test().whole().met();
    IntStream.range(0, ALL.items()).filter(item -> !met[item]).forEach(gone::add);

    for (Case question : split.test().cases()) {
      Case before =
          plain.test().cases().stream()
              .filter(of -> of.user() == question.user())
              .findFirst()
              .orElseThrow();
      assertThat(
              IntStream.range(question.from(), question.to())
                  .map(split.test().whole()::item)
                  .toArray())
          .containsExactly(
              IntStream.range(before.from(), before.to())
                  .map(ALL::item)
                  .filter(item -> !gone.contains(item))
                  .toArray());
    }
  }

  @Test
  void takesAboutTheShareAndOthersWithAnotherSeed() {
    Split plain = LeaveOneOut.of(ALL);
    Split one = ColdItems.of(plain, 0.5, 1);
    Split other = ColdItems.of(plain, 0.5, 2);

    assertThat(asked(one.test())).hasSizeBetween(15, 45).isNotEqualTo(asked(other.test()));
    assertThat(asked(ColdItems.of(plain, 0.5, 1).test())).isEqualTo(asked(one.test()));
  }

  @Test
  void refusesSharesThatLeaveNoQuestion() {
    Split plain = LeaveOneOut.of(ALL);

    assertThatThrownBy(() -> ColdItems.of(plain, 1e-9, 1))
        .isInstanceOf(SplitException.class)
        .hasMessageContaining("larger share than 1.0E-9");
    assertThatThrownBy(() -> ColdItems.of(plain, 1.5, 1)).hasMessageContaining("share is 1.5");
  }
}
