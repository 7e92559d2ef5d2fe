package io.limpet.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.trainer.model.ItemVectors;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddingMapTest {
  /** Vectors that vary much along (3, 4), less along (-4, 3), and hardly otherwise. */
  private static ItemVectors vectors(int items) {
    var random = new SplittableRandom(4);
    float[] rows = new float[items * 3];
    for (int i = 0; i < items; i++) {
      double a = 10 * random.nextGaussian();
      double b = 3 * random.nextGaussian();
      rows[3 * i] = (float) (0.6 * a - 0.8 * b) + 5;
      rows[3 * i + 1] = (float) (0.8 * a + 0.6 * b);
      rows[3 * i + 2] = (float) (0.1 * random.nextGaussian());
    }
    return new ItemVectors(IntStream.range(100, 100 + items).toArray(), rows, 3);
  }

  @Test
  void findsTheDirectionsOfMostVariance() {
    ItemVectors vectors = vectors(400);
    EmbeddingMap map = EmbeddingMap.of(vectors).orElseThrow();

    assertThat(map.points()).hasSize(400);
    assertThat(map.explained()).isGreaterThan(0.99);
    double x = deviation(map.points().stream().mapToDouble(EmbeddingMap.Point::x).toArray());
    double y = deviation(map.points().stream().mapToDouble(EmbeddingMap.Point::y).toArray());
    assertThat(x).isCloseTo(10, within(1.0));
    assertThat(y).isCloseTo(3, within(0.4));
  }

  private static double deviation(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
  }

  @Test
  void namesNeighboursBySortedCosine() {
    EmbeddingMap map = EmbeddingMap.of(vectors(50)).orElseThrow();

    assertThat(map.samples()).hasSize(EmbeddingMap.SAMPLES);
    for (EmbeddingMap.Sample sample : map.samples()) {
      assertThat(sample.nearest()).hasSize(5).doesNotContain(sample.item());
      assertThat(sample.cosines()).isSortedAccordingTo(Comparator.reverseOrder());
    }
  }

  @Test
  void drawsNothingOfTooLittleOrBrokenVectors() {
    assertThat(EmbeddingMap.of(vectors(2))).isEmpty();
    ItemVectors broken = vectors(10);
    broken.rows()[4] = Float.NaN;
    assertThat(EmbeddingMap.of(broken)).isEmpty();
    assertThat(EmbeddingMap.of(new ItemVectors(new int[9], new float[27], 3))).isEmpty();
  }
}
