package io.limpet.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.standalone.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void makesItsFoldersAndWritesItsVersion() throws Exception {
    try (DataFolder data = DataFolder.open(folder.resolve("new"))) {
      assertThat(data.models()).isDirectory();
      assertThat(data.inbox()).isDirectory();
      assertThat(Files.readString(data.root().resolve("VERSION"))).isEqualTo("1\n");
    }
  }

  @Test
  void refusesAFolderOfANewerReleaseAndLeavesItAsItIs() throws Exception {
    Files.writeString(folder.resolve("VERSION"), "2\n");

    assertThatThrownBy(() -> DataFolder.open(folder))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("upgrade Limpet");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("VERSION"));
    }
  }

  @Test
  void refusesAVersionThatIsNone() throws Exception {
    Files.writeString(folder.resolve("VERSION"), "PostgreSQL 17");

    assertThatThrownBy(() -> DataFolder.open(folder))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is %s really a Limpet data folder", folder);
  }

  @Test
  void isHeldByOneAtATime() {
    try (DataFolder held = DataFolder.open(folder)) {
      assertThat(DataFolder.isInUse(folder)).isTrue();
      assertThatThrownBy(() -> DataFolder.open(held.root()))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("in use by a running Limpet");
    }
    assertThat(DataFolder.isInUse(folder)).isFalse();
    DataFolder.open(folder).close();
  }

  @Test
  void refusesAFolderWhoseCheckpointsWereTakenElsewhere() throws Exception {
    Path before = folder.resolve("before");
    try (DataFolder data = DataFolder.openForJobs(before)) {
      Files.createDirectories(data.checkpoints().resolve("clean"));
    }
    Path after = folder.resolve("after");
    Files.move(before, after);

    assertThatThrownBy(() -> DataFolder.openForJobs(after))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("was at " + before)
        .hasMessageContaining("start with --data " + before);
    assertThat(DataFolder.isInUse(after)).isFalse();
    DataFolder.open(after).close();

    Files.createSymbolicLink(before, after);
    DataFolder.openForJobs(before).close();
    Files.delete(before);
    Files.move(after, before);
    DataFolder.openForJobs(before).close();
  }

  @Test
  void goesAnywhereWithoutCheckpoints() throws Exception {
    Path before = folder.resolve("before");
    DataFolder.openForJobs(before).close();
    Path after = folder.resolve("after");
    Files.move(before, after);
    DataFolder.openForJobs(after).close();
    assertThat(after.resolve("flink/PLACE")).content().isEqualTo(after + "\n");
  }

  @Test
  void takesAFolderOfBeforePlacesWereNoted() throws Exception {
    Path path;
    try (DataFolder data = DataFolder.openForJobs(folder)) {
      Files.createDirectories(data.checkpoints().resolve("clean"));
      path = data.root().resolve("flink/PLACE");
      Files.delete(path);
    }
    DataFolder.openForJobs(folder).close();
    assertThat(path).content().isEqualTo(folder + "\n");
  }

  @Test
  void refusesAPlaceWhereNoFolderCanBeMade() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("--data");
  }
}
