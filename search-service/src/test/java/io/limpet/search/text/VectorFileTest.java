package io.limpet.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.search.text.TextVectors.Quantised;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("deep/texts.vectors");
    try (VectorFile vectors = VectorFile.open(file, 3)) {
      vectors.add("red mug", Quantised.of(new float[] {0.6f, 0.8f, 0}));
      vectors.add("tent", Quantised.of(new float[] {0, 0, 1}));
      vectors.add("tent", Quantised.of(new float[] {1, 0, 0}));
    }
  }

  @Test
  void keepsVectorsOverARestart() {
    try (VectorFile vectors = VectorFile.open(file, 3)) {
      assertThat(vectors.size()).isEqualTo(2);
      assertThat(vectors.get("red mug").dot(Quantised.of(new float[] {0.6f, 0.8f, 0})))
          .isBetween(0.99f, 1.01f);
      assertThat(vectors.get("tent").dot(vectors.get("red mug"))).isZero();
      assertThat(vectors.get("tents")).isNull();
    }
  }

  @Test
  void cutsOffWhatACrashLeftHalfWritten() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 5));
    try (VectorFile vectors = VectorFile.open(file, 3)) {
      assertThat(vectors.size()).isEqualTo(1);
      vectors.add("lamp", Quantised.of(new float[] {0, 1, 0}));
    }
    try (VectorFile vectors = VectorFile.open(file, 3)) {
      assertThat(vectors.size()).isEqualTo(2);
      assertThat(vectors.get("lamp")).isNotNull();
    }
  }

  @Test
  void aFileOfAnotherEncoderBeginsAnew() throws Exception {
    try (VectorFile vectors = VectorFile.open(file, 4)) {
      assertThat(vectors.size()).isZero();
    }
    Files.writeString(file, "something else");
    try (VectorFile vectors = VectorFile.open(file, 3)) {
      assertThat(vectors.size()).isZero();
    }
  }
}
