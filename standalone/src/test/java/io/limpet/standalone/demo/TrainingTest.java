package io.limpet.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.standalone.FailedException;
import io.limpet.standalone.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @TempDir Path home;
  private final List<String> said = new ArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public void say(String what) {
          said.add(what.strip());
        }

        @Override
        public void at(String what, long done, long total) {}
      };

  @Test
  void runsTheLauncherAndShowsWhatTheTrainerSays() throws Exception {
    launcher("echo \"$@\"", "echo build $LIMPET_BUILD, $LIMPET_JAVA_OPTS", "echo generation: g1");

    train();

    assertThat(said)
        .containsExactly(
            "train --model pooled --lake lake --items items.jsonl --out models",
            "build never, -Xmx450m -Dorg.bytedeco.javacpp.maxbytes=400m -Dlimpet.parent="
                + ProcessHandle.current().pid(),
            "generation: g1");
  }

  @Test
  void failsWithTheLastWordsOfATrainerThatFails() throws Exception {
    launcher("echo reading", "echo the gate refuses g1: worse than popularity >&2", "exit 1");

    assertThatThrownBy(this::train)
        .isInstanceOf(FailedException.class)
        .hasMessage("training ended with 1: the gate refuses g1: worse than popularity");
  }

  @Test
  void saysWhenThereIsNoLauncher() {
    assertThatThrownBy(this::train)
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("the trainer cannot be started");
  }

  private void train() {
    new Training(home, progress).train(Path.of("lake"), Path.of("items.jsonl"), Path.of("models"));
  }

  private void launcher(String... lines) throws Exception {
    Path script = home.resolve("limpet");
    Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
