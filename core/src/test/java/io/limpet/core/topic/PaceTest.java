package io.limpet.core.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 10, Pace.POLL_RECORDS / 2 - 1})
  void restsAfterLittle(int records) {
    assertThat(Pace.GATHERED.pauseMillis(records)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {Pace.POLL_RECORDS / 2, Pace.POLL_RECORDS})
  void neverRestsWhileItIsBehind(int records) {
    assertThat(Pace.GATHERED.pauseMillis(records)).isZero();
  }

  /** The fetch that brought nothing has waited already, and the next is answered at once. */
  @Test
  void neverRestsAfterNothing() {
    assertThat(Pace.GATHERED.pauseMillis(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, Pace.POLL_RECORDS})
  void neverRestsWhereAShopperWaits(int records) {
    assertThat(Pace.AT_ONCE.pauseMillis(records)).isZero();
  }
}
