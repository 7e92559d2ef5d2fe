package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.lucene.index.FloatVectorValues;
import org.junit.jupiter.api.Test;

class ByteVectorsTest {
  private static final int DIMENSIONS = 70;

  private static float product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return (float) sum;
  }

  @Test
  void productsOrderVectorsOfAnyLengthAsFloatsDo() throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    float[] query = RandomGeneration.vector(random, DIMENSIONS, 1);
    // The same direction ever shorter, over five orders of magnitude.
    float[][] floats = new float[40][];
    for (int row = 0; row < floats.length; row++) {
      floats[row] = query.clone();
      for (int i = 0; i < DIMENSIONS; i++) {
        floats[row][i] *= (float) Math.pow(0.75, row);
      }
    }
    ByteVectors bytes =
        ByteVectors.of(FloatVectorValues.fromFloats(Arrays.asList(floats), DIMENSIONS));
    int[] products = new int[floats.length];
    bytes.sweep(0, floats.length, bytes.query(query), products);
    double unit = products[0] / product(query, floats[0]);
    for (int row = 0; row < floats.length; row++) {
      double expected = product(query, floats[row]) * unit;
      assertThat((double) products[row])
          .as("row %d, seed %d", row, seed)
          .isBetween(expected * 0.97 - 1, expected * 1.03 + 1);
    }
    int[] some = new int[2];
    bytes.gather(new int[] {7, 3}, 2, bytes.query(query), some);
    assertThat(some).containsExactly(products[7], products[3]);
  }

  @Test
  void zerosAreZero() throws IOException {
    ByteVectors bytes =
        ByteVectors.of(FloatVectorValues.fromFloats(List.of(new float[DIMENSIONS]), DIMENSIONS));
    int[] products = {9};
    bytes.sweep(0, 1, bytes.query(new float[DIMENSIONS]), products);
    assertThat(products).containsExactly(0);
  }

  @Test
  void saysWhereToGoWithMoreThanOneArrayHolds() {
    var many =
        new FloatVectorValues() {
          @Override
          public int size() {
            return 40_000_000;
          }

          @Override
          public int dimension() {
            return 64;
          }

          @Override
          public float[] vectorValue(int row) {
            throw new AssertionError("nothing is read");
          }

          @Override
          public FloatVectorValues copy() {
            return this;
          }
        };
    assertThatThrownBy(() -> ByteVectors.of(many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("40,000,000 vectors of 64")
        .hasMessageContaining("--solr");
  }
}
