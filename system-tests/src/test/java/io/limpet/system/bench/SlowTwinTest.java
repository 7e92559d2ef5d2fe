package io.limpet.system.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlowTwinTest {
  @ParameterizedTest
  @ValueSource(ints = {8, 64})
  void everyEncoderIsNearItsTwin(int width) {
    RandomEncoders.of(width)
        .forEach(
            (name, encoder) ->
                assertThat(SlowTwin.difference(encoder)).as(name).isBetween(0.0, 1e-5));
  }
}
