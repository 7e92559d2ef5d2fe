package io.limpet.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.trainer.progress.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
  private static final Map<String, String> TRAINING = Map.of("seed", "42");

  @TempDir Path registry;
  private final List<String> said = new ArrayList<>();

  private final Progress progress =
      new Progress() {
        @Override
        public void say(String line) {
          said.add(line);
        }

        @Override
        public Step begin(String name, long size, String unit) {
          return Progress.SILENT.begin(name, size);
        }
      };

  private static Snapshot epoch(int number, int floats) {
    float[] array = new float[floats];
    java.util.Arrays.fill(array, number);
    return new Snapshot("epoch " + number, Map.of("epoch", "" + number), Map.of("w", array));
  }

  /** A disk with room for so many bytes; what is beyond fails as a full file system does. */
  private static CheckpointFolder.Disk diskOf(int[] room) {
    return (file, snapshot) -> {
      try (OutputStream out = Files.newOutputStream(file)) {
        SnapshotFile.write(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
              }

              @Override
              public void write(byte[] bytes, int from, int length) throws IOException {
                int fits = Math.min(length, room[0]);
                out.write(bytes, from, fits);
                room[0] -= fits;
                if (fits < length) {
                  throw new IOException("No space left on device");
                }
              }
            },
            snapshot);
      }
    };
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(registry.resolve(CheckpointFolder.NAME))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFullDiskLeavesTheLastGoodCheckpointAndNothingHalfWritten() throws Exception {
    int[] room = {3_000};
    float[] read = new float[200];
    try (var folder = new CheckpointFolder(registry, false, diskOf(room))) {
      Checkpoint part = folder.begin(TRAINING, progress).of("validation");
      assertThat(part.save("course", epoch(1, 200))).isTrue();
      room[0] = 500;

      assertThat(part.save("course", epoch(2, 200))).isFalse();
      assertThat(part.save("course", epoch(3, 200))).isFalse();

      assertThat(said)
          .as("once")
          .singleElement()
          .asString()
          .contains("no checkpoint of epoch 2: No space left on device; the training goes on")
          .contains("--resume would from validation, epoch 1 in " + registry);
      assertThat(files()).containsExactly("lock", "run.state", "validation.course.state");
    }
    try (var folder = new CheckpointFolder(registry, true)) {
      Checkpoint part = folder.begin(TRAINING, progress).of("validation");

      assertThat(part.load("course", Map.of("w", read))).hasValue(Map.of("epoch", "1"));
      assertThat(read).containsOnly(1);
    }
  }

  @Test
  void checkpointsAgainWhenThereIsRoomAgain() {
    int[] room = {0};
    try (var folder = new CheckpointFolder(registry, false, diskOf(room))) {
      Checkpoint part = folder.begin(TRAINING, progress).of("test");
      assertThat(part.save("course", epoch(1, 10))).isFalse();
      room[0] = 100_000;

      assertThat(part.save("course", epoch(2, 10))).isTrue();
      assertThat(folder.last()).hasValueSatisfying(it -> assertThat(it).contains("epoch 2"));
    }
  }

  @Test
  void passesOverWhatAKilledProcessHalfWrote() throws Exception {
    try (var folder = new CheckpointFolder(registry, false)) {
      folder.begin(TRAINING, progress).save("course", epoch(1, 10));
    }
    Path draft = registry.resolve(CheckpointFolder.NAME).resolve("course.draft");
    Files.write(draft, new byte[7]);

    try (var folder = new CheckpointFolder(registry, true)) {
      Checkpoint all = folder.begin(TRAINING, progress);

      assertThat(all.load("course", Map.of())).hasValue(Map.of("epoch", "1"));
      assertThat(draft).doesNotExist();
    }
  }

  @Test
  void refusesADamagedCheckpointBeforeTouchingAnything() throws Exception {
    try (var folder = new CheckpointFolder(registry, false)) {
      folder.begin(TRAINING, progress).save("course", epoch(1, 100));
    }
    Path file = registry.resolve(CheckpointFolder.NAME).resolve("course.state");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 20] ^= 1;
    Files.write(file, bytes);
    float[] untouched = new float[100];

    try (var folder = new CheckpointFolder(registry, true)) {
      Checkpoint all = folder.begin(TRAINING, progress);
      assertThatThrownBy(() -> all.load("course", Map.of("w", untouched)))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("checksum")
          .hasMessageContaining("leave out --resume");
      assertThat(untouched).containsOnly(0);

      Files.write(file, java.util.Arrays.copyOf(bytes, 12));
      assertThatThrownBy(() -> all.load("course", Map.of("w", untouched)))
          .hasMessageContaining("it ends too soon");
    }
  }

  @Test
  void aSecondTrainingGoesOnWithoutAndMayNotResume() {
    try (var first = new CheckpointFolder(registry, false);
        var second = new CheckpointFolder(registry, false);
        var third = new CheckpointFolder(registry, true)) {
      first.begin(TRAINING, progress).save("course", epoch(1, 10));

      Checkpoint none = second.begin(TRAINING, progress);
      none.save("course", epoch(2, 10));
      second.finish();

      assertThat(said).singleElement().asString().contains("keeps no checkpoints");
      assertThatThrownBy(() -> third.begin(TRAINING, progress))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("another training is under way");
      assertThat(first.last()).hasValueSatisfying(it -> assertThat(it).contains("epoch 1"));
    }
    assertThat(registry.resolve(CheckpointFolder.NAME)).exists();
  }

  @Test
  void leavesNoFolderBehindWhenNothingWasSavedOrAllIsDone() {
    new CheckpointFolder(registry, false).close();
    try (var folder = new CheckpointFolder(registry, false)) {
      folder.begin(TRAINING, progress);
    }
    assertThat(registry).isEmptyDirectory();

    var folder = new CheckpointFolder(registry, false);
    folder.begin(TRAINING, progress).of("a").save("course", epoch(1, 10));
    folder.finish();
    assertThat(registry).isEmptyDirectory();
  }
}
