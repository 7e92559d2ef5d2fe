package io.limpet.trainer.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.lake.files.BadRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuppliedVectorsTest {
  @TempDir Path directory;

  @Test
  void givesItemsTheirVectorsByNumberAndZerosToTheOthers() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("vectors.jsonl"),
            """
            {"item_id":"c","vector":[1,2]}
            {"item_id":"elsewhere","vector":[9,9]}
            {"item_id":"a","vector":[3,-4.5]}
            {"item_id":"a","vector":[3,4]}
            """);

    SuppliedVectors of = SuppliedVectors.read(file, List.of("a", "b", "c"), BadRows.none());

    assertThat(of.rows()).isDeepEqualTo(new float[][] {{3, 4}, {0, 0}, {1, 2}});
    assertThat(of.has()).containsExactly(true, false, true);
    assertThat(of.has(1)).isFalse();
    assertThat(of.known()).isEqualTo(2);
  }
}
