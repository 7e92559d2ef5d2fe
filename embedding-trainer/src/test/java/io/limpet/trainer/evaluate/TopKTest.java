package io.limpet.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopKTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isWhatSortingGives(long seed) {
    var random = new SplittableRandom(seed);
    float[] scores = new float[random.nextInt(200)];
    for (int i = 0; i < scores.length; i++) {
      scores[i] =
          switch (random.nextInt(10)) {
            case 0 -> Float.NEGATIVE_INFINITY;
            case 1 -> Float.NaN;
            default -> random.nextInt(-20, 20) / 4f;
          };
    }
    int k = random.nextInt(1, 30);
    int[] expected =
        IntStream.range(0, scores.length)
            .filter(i -> scores[i] > Float.NEGATIVE_INFINITY)
            .boxed()
            .sorted((a, b) -> scores[a] == scores[b] ? a - b : Float.compare(scores[b], scores[a]))
            .mapToInt(i -> i)
            .limit(k)
            .toArray();

    assertThat(TopK.of(scores, k)).as("seed %d", seed).containsExactly(expected);
  }
}
