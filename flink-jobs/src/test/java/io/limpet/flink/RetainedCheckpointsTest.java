package io.limpet.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedCheckpointsTest {
  @TempDir Path folder;

  @Test
  void findsTheNewestWholeCheckpointOfTheJobAcrossItsRuns() throws IOException {
    checkpoint("clean/run-b/chk-3", 300);
    checkpoint("clean/run-a/chk-90", 200);
    checkpoint("archive/run-c/chk-1", 900);
    Files.createDirectories(folder.resolve("clean/run-b/chk-4"));
    assertThat(RetainedCheckpoints.newest(settings(), "clean"))
        .hasValueSatisfying(found -> assertThat(found).endsWith("clean/run-b/chk-3/"));
  }

  @Test
  void findsNothingWhereNothingWasRetained() {
    assertThat(RetainedCheckpoints.newest(settings(), "clean")).isEmpty();
  }

  private JobSettings settings() {
    return JobSettings.parse(new String[] {"--checkpoints", folder.toString()}, Map.of());
  }

  private void checkpoint(String name, long seconds) throws IOException {
    Path metadata = Files.createDirectories(folder.resolve(name)).resolve("_metadata");
    Files.writeString(metadata, "x");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(seconds * 1000));
  }
}
