package io.limpet.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildCommandTest {
  @TempDir Path folder;

  @Test
  void refusesWhatCannotBeRebuiltAndSaysWhatCan() {
    CommandRun run =
        CommandRun.of("rebuild", "--data", folder.toString(), "--topics", "surveys,labels");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--topics: \"labels\" cannot be rebuilt")
        .contains("user-vectors,item-signals,surveys");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void helpNamesWhatCanBeRebuilt() {
    CommandRun run = CommandRun.of("rebuild", "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).containsPattern("user-vectors,\\s+item-signals,\\s+surveys");
  }
}
