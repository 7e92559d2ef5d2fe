package io.limpet.core.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FnvTest {
  /** Test vectors of the authors, for texts whose units are bytes. */
  @Test
  void hashesAsItsAuthorsDo() {
    assertThat(Fnv.hash("")).isEqualTo(0xcbf29ce484222325L);
    assertThat(Fnv.hash("a")).isEqualTo(0xaf63dc4c8601ec8cL);
    assertThat(Fnv.hash("foobar")).isEqualTo(0x85944171f73967e8L);
  }

  @Test
  void theNumbersOfTextsAreSpreadEvenly() {
    int[] tenths = new int[10];
    for (int i = 0; i < 10_000; i++) {
      double unit = Fnv.unit("visitor-" + i);
      assertThat(unit).isBetween(0.0, Math.nextDown(1.0)).isEqualTo(Fnv.unit("visitor-" + i));
      tenths[(int) (10 * unit)]++;
    }
    assertThat(Arrays.stream(tenths)).allMatch(count -> count > 850 && count < 1_150);
  }
}
