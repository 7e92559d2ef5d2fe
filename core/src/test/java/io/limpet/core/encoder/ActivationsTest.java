package io.limpet.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ActivationsTest {
  @Test
  void expIsThatOfTheJdk() {
    for (float x = -20; x <= 20; x += 0.0137f) {
      double expected = Math.exp(x);
      assertThat(Activations.exp(x) / expected).as("exp(%s)", x).isCloseTo(1, within(3e-5));
    }
  }

  @Test
  void nothingOverflows() {
    assertThat(Activations.exp(-1e9f)).isBetween(0f, 1e-30f);
    assertThat(Activations.sigmoid(-1e9f)).isBetween(0f, 1e-30f);
    assertThat(Activations.sigmoid(1e9f)).isEqualTo(1f);
    assertThat(Activations.tanh(-1e9f)).isEqualTo(-1f);
    assertThat(Activations.tanh(1e9f)).isEqualTo(1f);
  }

  @Test
  void sigmoidAndTanhAreThoseOfTheJdk() {
    for (float x = -9; x <= 9; x += 0.0173f) {
      assertThat((double) Activations.sigmoid(x)).isCloseTo(1 / (1 + Math.exp(-x)), within(1e-5));
      assertThat((double) Activations.tanh(x)).isCloseTo(Math.tanh(x), within(2e-5));
    }
  }
}
