package io.limpet.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.evaluate.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
  private static Figures figures(String model, double ndcg, int cases) {
    return new Figures(model, "test", Scope.FRESH, cases, Map.of("ndcg@10", ndcg));
  }

  @Test
  void letsThroughWhatBeatsEveryRival() {
    var verdict =
        Gate.judge(
            figures("pooled", 0.12, 50),
            List.of(figures("popularity", 0.10, 50), figures("g1", 0.11, 50)));

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.lines().getFirst())
        .isEqualTo("better than popularity: ndcg@10 0.1200 against 0.1000 (+20.0 %)");
  }

  @Test
  void refusesWhatOneRivalBeatsAndSaysByHowMuch() {
    var verdict =
        Gate.judge(
            figures("pooled", 0.09, 50),
            List.of(figures("popularity", 0.08, 50), figures("g1", 0.10, 50)));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.lines().getLast())
        .isEqualTo("not better than g1: ndcg@10 0.0900 against 0.1000 (-10.0 %)");
  }

  @Test
  void refusesWhatIsOnlyAsGood() {
    assertThat(
            Gate.judge(figures("pooled", 0.1, 50), List.of(figures("popularity", 0.1, 50)))
                .passed())
        .isFalse();
  }

  @Test
  void refusesWhatNobodyWasAskedAbout() {
    assertThat(Gate.judge(figures("pooled", 0, 0), List.of()).passed()).isFalse();
  }
}
