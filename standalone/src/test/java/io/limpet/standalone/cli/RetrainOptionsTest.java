package io.limpet.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrainOptionsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --retrain-every=24                             | --retrain-every is "24"; give a number and s, m, h or d
          --retrain-every=0h                             | --retrain-every is "0h"
          --retrain-every=1d --full-retrain-every=often  | --full-retrain-every is "often"
          --retrain-every=1d --full-retrain-every=3h     | --full-retrain-every is 3h, less than --retrain-every 1d
          --full-retrain-every=7d                        | --full-retrain-every needs --retrain-every
          --retrain-model=ema                            | --retrain-model needs --retrain-every
          --retrain-every=1d --retrain-heap=lots         | --retrain-heap is "lots"
          --retrain-every=1d --retrain-model=../x        | --retrain-model is "../x"
          --retrain-every=1d --retrain-predictions=maybe | --retrain-predictions is "maybe"; give on or off
          """)
  void refusesWhatCannotBeBeforeAnythingIsStarted(String options, String expected) {
    for (String command : new String[] {"up", "demo"}) {
      Path data = folder.resolve("data");

      CommandRun run = CommandRun.of((command + " --data " + data + " " + options).split(" +"));

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains(expected);
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void tellsHowTheLastRetrainingEndedBesideTheGenerations() throws Exception {
    java.nio.file.Files.createDirectories(folder.resolve("models"));
    java.nio.file.Files.writeString(
        folder.resolve("retraining.json"),
        """
        {"since": "2026-11-23T03:00:00Z", "last": {"kind": "INCREMENTAL", "began": "2026-11-24T03:00:00Z",
         "until": "2026-11-24T03:00:00Z", "parent": "g1", "outcome": "FAILED", "detail": "the gate refuses it"}}
        """);

    CommandRun run = CommandRun.of("models", "list", "--data", folder.toString());

    assertThat(run.out())
        .contains(
            "Retraining, incremental training of 2026-11-24T03:00:00Z failed: the gate refuses it");
  }
}
