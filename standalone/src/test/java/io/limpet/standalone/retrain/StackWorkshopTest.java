package io.limpet.standalone.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.standalone.stack.DataFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackWorkshopTest {
  private static final Instant BEGAN = Instant.parse("2026-11-24T03:00:00Z");
  private static final Path ITEMS = Path.of("items.jsonl.gz");

  @TempDir Path folder;

  private List<String> arguments(Schedule.Kind kind, String predictions, boolean resume) {
    RetrainSettings settings = RetrainSettings.of("1d", null, "pooled", "1g", predictions, "5");
    var attempt = new Past.Attempt(kind, BEGAN, BEGAN, "g1", Past.Outcome.RUNNING, "");
    try (DataFolder data = DataFolder.open(folder)) {
      return StackWorkshop.arguments(settings, data, attempt, ITEMS, resume);
    }
  }

  @Test
  void everyGenerationOfTheScheduleLearnsToPredict() {
    assertThat(arguments(Schedule.Kind.INCREMENTAL, "on", false))
        .containsSequence("--predictions", "on")
        .containsSequence("--warm-start", "g1")
        .containsSequence("--received-before", BEGAN.toString())
        .doesNotContain("--resume", "--model");
    assertThat(arguments(Schedule.Kind.FULL, "on", true))
        .containsSequence("--predictions", "on")
        .containsSequence("--model", "pooled", "--parent", "g1")
        .contains("--resume");
  }

  @Test
  void learnsWithoutWhereThatIsAskedFor() {
    assertThat(arguments(Schedule.Kind.INCREMENTAL, "off", false))
        .containsSequence("--predictions", "off");
  }
}
