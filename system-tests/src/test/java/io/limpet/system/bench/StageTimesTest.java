package io.limpet.system.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StageTimesTest {
  @Test
  void tellsWhatEachStageTookBetweenTwoMoments() {
    StageTimes before =
        StageTimes.parse(
            """
            # TYPE limpet_stage_seconds summary
            limpet_stage_seconds_count{stage="hydrate"} 10
            limpet_stage_seconds_sum{stage="hydrate"} 0.5
            limpet_stage_seconds_max{stage="hydrate"} 0.2
            limpet_stage_seconds_count{stage="score"} 4
            limpet_stage_seconds_sum{stage="score"} 0.1
            """);
    StageTimes after =
        StageTimes.parse(
            """
            limpet_stage_seconds_count{stage="hydrate"} 30
            limpet_stage_seconds_sum{stage="hydrate"} 0.504
            limpet_stage_seconds_count{stage="score"} 4
            limpet_stage_seconds_sum{stage="score"} 0.1
            limpet_stage_seconds_count{stage="source:new"} 20
            limpet_stage_seconds_sum{stage="source:new"} 6.0E-3
            """);

    StageTimes between = after.since(before);

    assertThat(between.stages().keySet()).containsExactly("source:new", "hydrate");
    assertThat(between.stages().get("hydrate").meanMicros()).isCloseTo(200, within(1e-6));
    assertThat(between.stages().get("source:new").meanMicros()).isCloseTo(300, within(1e-6));
  }
}
