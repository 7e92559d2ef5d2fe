package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.search.index.Effort.Way;
import org.junit.jupiter.api.Test;

class EffortTest {
  private static final Effort EFFORT = new Effort(60, 240, 30, false);

  @Test
  void theWidthGrowsWithWhatIsAskedForThroughTenAndHundredAndThenByOne() {
    assertThat(EFFORT.width(1)).isEqualTo(42);
    assertThat(EFFORT.width(10)).isEqualTo(60);
    assertThat(EFFORT.width(100)).isEqualTo(240);
    assertThat(EFFORT.width(500)).isEqualTo(640);
    assertThat(new Effort(10, 10, 30, false).width(500)).isEqualTo(500);
  }

  @Test
  void comparesAllOfAFewAndWalksAmongMany() {
    assertThat(EFFORT.way(240, 5_000, 5_000, false, true)).isEqualTo(Way.SWEEP);
    assertThat(EFFORT.way(240, 1_000_000, 1_000_000, false, true)).isEqualTo(Way.GRAPH);
  }

  @Test
  void comparesThoseThatAFilterLeavesOnceTheyAreFew() {
    assertThat(EFFORT.way(240, 1_000_000, 2_000, true, true)).isEqualTo(Way.AMONG);
    assertThat(EFFORT.way(240, 1_000_000, 2_000, false, true)).isEqualTo(Way.SWEEP);
    assertThat(EFFORT.way(240, 1_000_000, 900_000, true, true)).isEqualTo(Way.GRAPH);
  }

  @Test
  void comparesAListedFewWhereThereIsNoGraph() {
    assertThat(EFFORT.way(240, 100_000, 9_000, true, true)).isEqualTo(Way.AMONG);
    assertThat(EFFORT.way(42, 1_000_000, 100_000, true, true)).isEqualTo(Way.GRAPH);
    assertThat(EFFORT.way(42, 1_000_000, 100_000, true, false)).isEqualTo(Way.AMONG);
  }

  @Test
  void walksTheGraphWhereItIsToldTo() {
    var graph = new Effort(60, 240, 30, true);
    assertThat(graph.way(240, 50, 50, true, true)).isEqualTo(Way.GRAPH);
    assertThat(graph.way(240, 50, 0, true, true)).isEqualTo(Way.AMONG);
  }
}
