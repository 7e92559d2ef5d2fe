package io.limpet.system.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamsSetupTest {
  private static final List<StreamsSetup> GROWTH =
      StreamsSetup.all(
          List.of("rocksdb", "hashmap"),
          List.of(1, 2),
          List.of(1_000, 10, 100),
          List.of(50, 500),
          true);

  @Test
  void growthVariesOneNumberAtATime() {
    assertThat(GROWTH).hasSize(2 * (1 + 1 + 2 + 1));
    assertThat(GROWTH.getFirst()).isEqualTo(new StreamsSetup("rocksdb", 1, 1_000, 50));
    assertThat(GROWTH)
        .contains(new StreamsSetup("hashmap", 1, 10, 50))
        .doesNotContain(new StreamsSetup("hashmap", 2, 10, 50));
  }

  @Test
  void withoutGrowthItIsEveryCombination() {
    assertThat(
            StreamsSetup.all(
                List.of("rocksdb"), List.of(1, 2), List.of(1, 2, 3), List.of(1), false))
        .hasSize(6);
  }

  @Test
  void plotHasALineABackendAndPanel() {
    Map<StreamsSetup, Double> speeds = new LinkedHashMap<>();
    GROWTH.forEach(setup -> speeds.put(setup, 1_000.0 * setup.parallelism()));
    String svg = StreamsPlot.of(speeds);
    assertThat(svg.lines().filter(line -> line.startsWith("<polyline"))).hasSize(2 * 3);
    assertThat(svg.lines().filter(line -> line.startsWith("<circle"))).hasSize(2 * (2 + 3 + 2));
  }
}
