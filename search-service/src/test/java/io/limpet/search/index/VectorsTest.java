package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorsTest {
  private static final int DIMENSIONS = 37;

  @Test
  void theProductOfDirectionsIsTheCosine() {
    var random = new Random(4);
    for (int i = 0; i < 100; i++) {
      float[] a = RandomGeneration.vector(random, DIMENSIONS, 3);
      float[] b = RandomGeneration.vector(random, DIMENSIONS, 0.01);
      assertThat(Vectors.dot(Vectors.direction(a), Vectors.direction(b)))
          .isCloseTo(Vectors.cosine(a, b), within(1e-6));
    }
  }

  @Test
  void whatHasNoLengthHasNoDirection() {
    assertThat(Vectors.direction(new float[DIMENSIONS])).containsOnly(0);
    assertThat(Vectors.cosine(new float[DIMENSIONS], new float[DIMENSIONS])).isZero();
  }

  @Test
  void aMissingOneIsLikeNothing() {
    assertThat(Vectors.dot(null, new float[DIMENSIONS])).isNaN();
    assertThat(Vectors.cosine(new float[DIMENSIONS], null)).isZero();
  }
}
