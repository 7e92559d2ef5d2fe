package io.limpet.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.trainer.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class EarlyStopTest {
  /** Its recommender gives one score: what this way is worth after so many epochs. */
  private static final class Scripted implements EarlyStop.Training<Integer> {
    private final double[][] worth;
    private final List<String> asked = new ArrayList<>();
    private int epochs;

    Scripted(double[]... worth) {
      this.worth = worth;
    }

    @Override
    public void epoch() {
      epochs++;
    }

    @Override
    public Recommender recommender(Integer way) {
      asked.add(epochs + ":" + way);
      float now = (float) worth[way][epochs - 1];
      return (histories, scores) -> scores[0][0] = now;
    }
  }

  private static final ToDoubleFunction<Recommender> JUDGE =
      trained -> {
        float[][] scores = new float[1][1];
        trained.score(List.of(), scores);
        return scores[0][0];
      };

  private static EarlyStop.Best<Integer> choose(EarlyStop stop, Scripted training) {
    return stop.choose("test", training, List.of(0, 1), JUDGE, Progress.SILENT);
  }

  @Test
  void stopsWhenItGetsNoBetterAndGivesTheBest() {
    var training = new Scripted(new double[6], new double[] {1, 2, 5, 4, 3, 9});

    EarlyStop.Best<Integer> best = choose(new EarlyStop(1, 6, 2), training);

    assertThat(best.epochs()).isEqualTo(3);
    assertThat(best.way()).isEqualTo(1);
    assertThat(best.score()).isEqualTo(5);
    assertThat(JUDGE.applyAsDouble(best.trained())).isEqualTo(5);
    assertThat(training.epochs).isEqualTo(5);
  }

  @Test
  void triesAllWaysAgainNowAndThen() {
    var training = new Scripted(new double[] {2, 3, 4, 5, 6}, new double[] {1, 2, 3, 9, 9});

    EarlyStop.Best<Integer> best = choose(new EarlyStop(1, 4, 1), training);

    assertThat(best.way()).isEqualTo(1);
    assertThat(training.asked).containsExactly("1:0", "1:1", "2:0", "2:1", "3:0", "4:0", "4:1");
  }

  @Test
  void refusesToLookMoreSeldomThanItRuns() {
    assertThatThrownBy(() -> new EarlyStop(5, 3, 1)).hasMessageContaining("most 3");
  }
}
