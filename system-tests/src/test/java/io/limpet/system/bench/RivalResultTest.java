package io.limpet.system.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class RivalResultTest {
  private static RivalResult result(String model, String learnedFrom, int users) {
    String json =
        """
        {"model": "%s", "chosen": "", "learned_from": "%s", "users": %d,
         "looks": [{"seconds": 1.5, "score": 0.1}, {"seconds": 3, "score": 0.3},
                   {"seconds": 4, "score": 0.2}]}
        """
            .formatted(model, learnedFrom, users);
    try {
      return RivalResult.of(
          new JsonMapper().readTree(json), new ProcessMeter.Usage(0, 1, 1, 1, ""));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void findsTheFirstLookThatReachesAScore() {
    RivalResult of = result("hybrid", "f", 9);

    assertThat(of.secondsTo(0.1)).hasValue(1.5);
    assertThat(of.secondsTo(0.15)).hasValue(3);
    assertThat(of.secondsTo(0.31)).isEmpty();
  }

  @Test
  void comparesOnlyWhatLearnedFromTheSame() {
    RivalResult one = result("hybrid", "f", 9);

    RivalResult.requireOneSplit(List.of(one, result("spark-als", "f", 9)));
    assertThatThrownBy(() -> RivalResult.requireOneSplit(List.of(one, result("spark-als", "g", 9))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("hybrid and spark-als");
    assertThatThrownBy(() -> RivalResult.requireOneSplit(List.of(one, result("spark-als", "f", 8))))
        .isInstanceOf(IllegalStateException.class);
  }
}
