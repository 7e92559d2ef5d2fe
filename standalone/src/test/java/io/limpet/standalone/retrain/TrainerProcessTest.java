package io.limpet.standalone.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.standalone.FailedException;
import io.limpet.standalone.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerProcessTest {
  @TempDir Path home;

  @Test
  void letsEverybodyElseGoFirst() throws Exception {
    launcher("nice");

    try (var trainer = new TrainerProcess(home, silent(() -> {}))) {
      assertThat(trainer.train(List.of(), "-Xmx1g", false)).isEqualTo("0");
      assertThat(trainer.train(List.of(), "-Xmx1g", true)).isEqualTo("10");
    }
  }

  @Test
  void endsATrainingThatIsUnderWay() throws Exception {
    launcher("echo under way", "exec sleep 60");
    TrainerProcess[] trainer = new TrainerProcess[1];
    trainer[0] = new TrainerProcess(home, silent(() -> trainer[0].close()));

    assertThatThrownBy(() -> trainer[0].train(List.of(), "", true))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("training ended with 143");
  }

  private static Progress silent(Runnable each) {
    return new Progress() {
      @Override
      public void say(String what) {
        each.run();
      }

      @Override
      public void at(String what, long done, long total) {}
    };
  }

  private void launcher(String... lines) throws Exception {
    Path script = home.resolve("limpet");
    Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
