package io.limpet.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.evaluate.Outcomes;
import io.limpet.trainer.evaluate.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
  /**
   * Figures of a model that is right at rank 1 for the first so many users, and wrong for others.
   */
  private static Figures figures(String model, int right, int users) {
    int[] relevant = new int[users];
    Arrays.fill(relevant, 1);
    int[] hits = new int[users];
    Arrays.fill(hits, 0, right, 1);
    Map<String, Double> metrics = Map.of("ndcg@10", users == 0 ? 0.0 : (double) right / users);
    return new Figures(model, "test", Scope.FRESH, metrics, Outcomes.of(relevant, hits), List.of());
  }

  @Test
  void letsThroughWhatBeatsEveryRivalAndSaysByHowMuch() {
    var verdict =
        Gate.judge(
            figures("pooled", 120, 1000),
            List.of(figures("popularity", 100, 1000), figures("g1", 110, 1000)));

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.lines().getFirst())
        .startsWith(
            "better than popularity: ndcg@10 0.1200 against 0.1000 (+20.0 %), difference +0.0200 [+0.01");
  }

  @Test
  void refusesAnAdvantageOverPopularityThatMayBeChance() {
    var verdict = Gate.judge(figures("pooled", 6, 50), List.of(figures("popularity", 5, 50)));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.lines().getFirst()).startsWith("not good enough, no better than popularity");
  }

  @Test
  void refusesWhatIsOnlyAsGoodAsPopularity() {
    assertThat(
            Gate.judge(figures("pooled", 100, 1000), List.of(figures("popularity", 100, 1000)))
                .passed())
        .isFalse();
  }

  @Test
  void letsThroughWhatIsNotClearlyWorseThanTheOneInUse() {
    var verdict = Gate.judge(figures("pooled", 108, 1000), List.of(figures("g1", 110, 1000)));

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.lines().getFirst()).startsWith("not clearly worse than g1");
  }

  @Test
  void refusesWhatIsClearlyWorseThanTheOneInUse() {
    var verdict =
        Gate.judge(
            figures("pooled", 280, 1000),
            List.of(figures("popularity", 80, 1000), figures("g1", 300, 1000)));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.lines().getLast())
        .startsWith("not good enough, no better than g1: ndcg@10 0.2800 against 0.3000 (-6.7 %)");
  }

  @Test
  void refusesALossOfMoreThanATenthEvenWhereFewUsersLeaveDoubt() {
    var verdict = Gate.judge(figures("pooled", 4, 20), List.of(figures("g1", 6, 20)));

    assertThat(verdict.lines().getFirst()).contains(", +0.0000]");
    assertThat(verdict.passed()).isFalse();
  }

  @Test
  void refusesWhatNobodyWasAskedAbout() {
    assertThat(Gate.judge(figures("pooled", 0, 0), List.of()).passed()).isFalse();
  }

  @Test
  void comparesNothingThatWasAskedDifferently() {
    assertThatThrownBy(
            () -> Gate.judge(figures("pooled", 1, 10), List.of(figures("popularity", 1, 11))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same questions");
  }

  @Test
  void refusesWhenOneCheckFailsAndKeepsAllLines() {
    var verdict = Gate.judge(List.of(new Check(true, "fine"), new Check(false, "broken")));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.lines()).containsExactly("fine", "broken");
    assertThat(Gate.judge(List.of(new Check(true, "fine"))).passed()).isTrue();
  }

  @Test
  void takesARankerAlongThatIsNotBehindInALaterWindow() {
    Figures recalled = figures("pooled", 100, 1000);
    assertThat(Gate.ranker(recalled, figures("pooled+ranker", 101, 1000)))
        .satisfies(check -> assertThat(check.passed()).isTrue())
        .satisfies(
            check ->
                assertThat(check.line())
                    .startsWith(
                        "not behind recall alone in a later window: ndcg@10 0.1010 against 0.1000"));
    assertThat(Gate.ranker(recalled, recalled).passed()).isTrue();
    assertThat(Gate.ranker(recalled, figures("pooled+ranker", 99, 1000)))
        .satisfies(check -> assertThat(check.passed()).isFalse())
        .satisfies(check -> assertThat(check.line()).startsWith("behind recall alone"));
  }
}
