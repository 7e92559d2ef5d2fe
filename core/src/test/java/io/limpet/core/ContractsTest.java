package io.limpet.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.encoder.DecayedMeanEncoder;
import io.limpet.core.event.EventType;
import io.limpet.core.event.RejectReason;
import io.limpet.core.generation.ContentProjection;
import io.limpet.core.generation.Generation;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Holds docs/contracts.md against the code. */
class ContractsTest {
  private final String contracts = Files.readString(Path.of("..", "docs", "contracts.md"));

  ContractsTest() throws IOException {}

  @Test
  void everyEventIsThereWithItsCodeAndWeight() {
    for (EventType type : EventType.values()) {
      String weight = String.format(Locale.ROOT, "%s", type.defaultWeight()).replace(".0", "");
      assertThat(contracts)
          .contains(
              "| `%s` | %d | %s | %s |"
                  .formatted(
                      type.wireName(), type.code(), weight, type.needsItems() ? "needed" : "may"));
    }
  }

  @Test
  void everyReasonIsThere() {
    for (RejectReason reason : RejectReason.values()) {
      assertThat(contracts).contains("| `" + reason.label() + "` |");
    }
  }

  @Test
  void everyTopicIsThereWithItsRetention() {
    for (Topic<?> topic : Topics.all()) {
      String row =
          contracts
              .lines()
              .filter(line -> line.startsWith("| `" + topic.name() + "` |"))
              .findFirst()
              .orElseThrow();
      assertThat(row)
          .contains(topic.retention() == Topic.Retention.COMPACTED ? "compacted" : "7 days");
    }
  }

  @Test
  void everyTensorIsThere() {
    assertThat(contracts)
        .contains(
            Generation.ITEM_VECTORS,
            Generation.ITEM_INPUTS,
            ContentProjection.VECTOR_WEIGHT,
            ContentProjection.INPUT_WEIGHT,
            DecayedMeanEncoder.TYPE,
            DecayedMeanEncoder.WEIGHTS,
            DecayedMeanEncoder.HALF_LIFE_DAYS,
            DecayedMeanEncoder.STEP);
  }
}
