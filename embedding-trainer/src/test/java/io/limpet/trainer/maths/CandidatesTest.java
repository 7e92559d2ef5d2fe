package io.limpet.trainer.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private final int[] pool = IntStream.range(0, 50).map(i -> 2 * i).toArray();

  @Test
  void takesAllWhereTheyAreFew() {
    var candidates = new Candidates(pool, 100, 60);
    candidates.choose(new int[] {4}, 1, new SplittableRandom(1));

    assertThat(candidates.items()).containsExactly(pool);
    assertThat(candidates.logMultiplicity()).containsOnly(0);
  }

  @Test
  void takesTheAnswersForCertainAndDrawsNoItemTwice() {
    var candidates = new Candidates(pool, 100, 20);
    var random = new SplittableRandom(5);
    for (int round = 0; round < 100; round++) {
      int[] answers = {pool[round % 50], pool[(round * 7 + 3) % 50], pool[round % 50]};
      candidates.choose(answers, 3, random);

      assertThat(candidates.items()).doesNotHaveDuplicates().contains(answers[0], answers[1]);
      assertThat(candidates.items()[candidates.indexOf(answers[1])]).isEqualTo(answers[1]);
    }
  }

  @Test
  void estimatesTheWholeSumWithoutBias() {
    double[] value = Arrays.stream(pool).mapToDouble(item -> Math.exp(item / 40.0)).toArray();
    double whole = Arrays.stream(value).sum();
    var candidates = new Candidates(pool, 100, 12);
    var random = new SplittableRandom(9);
    double mean = 0;
    int rounds = 20_000;
    for (int round = 0; round < rounds; round++) {
      candidates.choose(new int[] {98, 96}, 2, random);
      for (int j = 0; j < candidates.size(); j++) {
        mean +=
            Math.exp(candidates.logMultiplicity()[j])
                * Math.exp(candidates.items()[j] / 40.0)
                / rounds;
      }
    }

    assertThat(mean).isCloseTo(whole, within(0.01 * whole));
  }
}
