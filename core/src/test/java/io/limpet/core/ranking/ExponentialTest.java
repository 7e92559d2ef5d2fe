package io.limpet.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExponentialTest {
  @Test
  void isWhatDoublesSay() {
    float[] x = new float[175_001];
    for (int i = 0; i < x.length; i++) {
      x[i] = -87 + i / 1_000f;
    }
    float[] e = x.clone();
    Exponential.of(e);
    for (int i = 0; i < x.length; i++) {
      assertThat(e[i] / Math.exp(x[i])).as("e^%s", x[i]).isCloseTo(1, within(3e-7));
    }
  }

  @Test
  void isExactAtZero() {
    float[] x = {0, -0f};
    Exponential.of(x);
    assertThat(x).containsExactly(1, 1);
  }

  @Test
  void takesWhatNoFloatCanSayAsTheLastThatOneCan() {
    float[] x = {-1_000, Float.NEGATIVE_INFINITY, 1_000, Float.POSITIVE_INFINITY};
    Exponential.of(x);
    float[] last = {-87, -87, 88, 88};
    Exponential.of(last);
    assertThat(x).containsExactly(last);
  }

  @Test
  void ofNothingSaysNothing() {
    float[] x = {Float.NaN, 1};
    Exponential.of(x);
    assertThat(x[0]).isNaN();
    assertThat(x[1]).isCloseTo((float) Math.E, within(1e-6f));
  }
}
