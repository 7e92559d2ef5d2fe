package io.limpet.lake.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionedFileTest {
  @TempDir Path directory;

  @Test
  void readsRanges() throws IOException {
    Path path = Files.writeString(directory.resolve("f"), "0123456789");
    try (PositionedFile file = new PositionedFile(path)) {
      file.open();

      assertThat(file.length()).isEqualTo(10);
      assertThat(file.name()).isEqualTo("f");
      assertThat(file.readRange(3, 4)).isEqualTo(ByteBuffer.wrap("3456".getBytes()));
    }
  }

  @Test
  void refusesToReadNothingAsAReaderMightAskForItForEver() throws IOException {
    Path path = Files.writeString(directory.resolve("f"), "0123456789");
    try (PositionedFile file = new PositionedFile(path)) {
      file.open();

      assertThatThrownBy(() -> file.readRange(8, 0))
          .isInstanceOf(EOFException.class)
          .hasMessage("nothing is left to be read at byte 8");
    }
  }

  @Test
  void aFileThatIsCutOffUnderItIsAnErrorAndNotTheEndOfTheJvm() throws IOException {
    Path path = Files.write(directory.resolve("f"), new byte[100_000]);
    try (PositionedFile file = new PositionedFile(path)) {
      file.open();
      ByteBuffer before = file.readRange(0, 100_000);
      Files.write(path, new byte[0]);

      assertThat(before.get(99_999)).isZero();
      assertThatThrownBy(() -> file.readRange(0, 100_000))
          .isInstanceOf(EOFException.class)
          .hasMessage("the file ends before byte 100000");
    }
  }
}
