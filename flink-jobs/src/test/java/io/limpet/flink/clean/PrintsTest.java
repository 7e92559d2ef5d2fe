package io.limpet.flink.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.hash.Hash128;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintsTest {
  @Test
  void neverMissAnIdAndSeldomTakeAnotherForOne() {
    Prints prints = Prints.NONE;
    List<Hash128> ids = new ArrayList<>();
    for (int i = 0; i < Prints.MOST; i++) {
      Hash128 id = Hash128.of("e" + i);
      prints = prints.with(id);
      ids.add(id);
      assertThat(ids).allMatch(prints::mayHold);
    }
    int taken = 0;
    for (int i = 0; i < 100_000; i++) {
      if (prints.mayHold(Hash128.of("other" + i))) {
        taken++;
      }
    }
    assertThat(taken).as("of 100,000, of which 98 are expected").isBetween(30, 200);
    assertThat(Prints.of(ids)).isEqualTo(prints);
  }

  @Test
  void ofTooManyIdsMayHoldAny() {
    List<Hash128> ids = new ArrayList<>();
    for (int i = 0; i < Prints.MOST + 1; i++) {
      ids.add(Hash128.of("e" + i));
    }
    Prints prints = Prints.of(ids.subList(0, Prints.MOST));
    assertThat(prints).isNotEqualTo(Prints.ANY);
    assertThat(prints.with(ids.getLast())).isEqualTo(Prints.ANY).isEqualTo(Prints.of(ids));
    assertThat(Prints.ANY.with(ids.getFirst())).isEqualTo(Prints.ANY);
    assertThat(Prints.ANY.mayHold(Hash128.of("other"))).isTrue();
  }

  @Test
  void ofNoIdHoldNone() {
    assertThat(Prints.of(List.of())).isEqualTo(Prints.NONE);
    assertThat(Prints.NONE.mayHold(Hash128.of("e"))).isFalse();
  }
}
