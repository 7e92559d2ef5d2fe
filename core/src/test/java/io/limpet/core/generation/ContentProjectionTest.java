package io.limpet.core.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.RandomData;
import io.limpet.core.item.Item;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentProjectionTest {
  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void isTheAffineMapThatTheTensorsSay(long seed) {
    RandomData data = new RandomData(new Random(seed));
    int inputs = 6;
    int outputs = 4;
    float[] weight = data.floats(inputs * outputs);
    float[] bias = data.floats(outputs);
    ContentProjection projection =
        ContentProjection.of(
                new Tensors(
                    Map.of(
                        ContentProjection.VECTOR_WEIGHT, Tensor.matrix(weight, inputs, outputs),
                        ContentProjection.VECTOR_BIAS, Tensor.of(bias))))
            .orElseThrow();
    float[] text = data.floats(inputs - 2);
    Item item = new Item("a", null, null, List.of(), null, 9.0, null, null, null, List.of());
    float[] x = ContentProjection.features(text, item);

    float[] y = projection.vector(text, item);

    for (int j = 0; j < outputs; j++) {
      double expected = bias[j];
      for (int i = 0; i < inputs; i++) {
        expected += (double) x[i] * weight[i * outputs + j];
      }
      assertThat((double) y[j]).isCloseTo(expected, within(1e-4));
    }
    assertThat(projection.input(text, item)).as("the input is the vector itself").isEqualTo(y);
    assertThat(projection.textDimensions()).isEqualTo(4);
  }

  @Test
  void aPriceIsTwoFeaturesBehindTheText() {
    Item priced = new Item("a", null, null, List.of(), null, 9.0, null, null, null, List.of());

    assertThat(ContentProjection.features(new float[] {5}, priced))
        .containsExactly(5, (float) Math.log(10), 1);
    assertThat(ContentProjection.features(new float[] {5}, Item.of("a"))).containsExactly(5, 0, 0);
  }

  @Test
  void refusesFeaturesOfAnotherLength() {
    ContentProjection projection =
        ContentProjection.of(
                new Tensors(
                    Map.of(
                        ContentProjection.VECTOR_WEIGHT, Tensor.matrix(new float[6], 3, 2),
                        ContentProjection.VECTOR_BIAS, Tensor.of(0, 0))))
            .orElseThrow();

    assertThatThrownBy(() -> projection.vector(new float[2], Item.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 inputs given, 3 needed");
  }

  @Test
  void isAbsentWhenNothingWasLearned() {
    assertThat(ContentProjection.of(new Tensors(Map.of()))).isEmpty();
  }
}
