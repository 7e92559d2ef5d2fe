package io.limpet.core.hash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FnvTest {
  /** Test vectors of the authors, for texts whose units are bytes. */
  @Test
  void hashesAsItsAuthorsDo() {
    assertThat(Fnv.hash("")).isEqualTo(0xcbf29ce484222325L);
    assertThat(Fnv.hash("a")).isEqualTo(0xaf63dc4c8601ec8cL);
    assertThat(Fnv.hash("foobar")).isEqualTo(0x85944171f73967e8L);
  }
}
