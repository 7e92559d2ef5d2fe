package io.limpet.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.standalone.RefusedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EraserCommandTest {
  @TempDir Path folder;

  @Test
  void takesAFolderByPathAndByUri() {
    assertThat(EraserCommand.folder(folder.toString())).isEqualTo(folder);
    assertThat(EraserCommand.folder(folder.toUri().toString())).isEqualTo(folder);
  }

  @Test
  void givesNoReceiptForALakeThatItDoesNotSee() {
    assertThatThrownBy(() -> EraserCommand.folder(folder.resolve("elsewhere").toString()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("elsewhere")
        .hasMessageContaining("LIMPET_LAKE");
    assertThatThrownBy(() -> EraserCommand.folder("s3://shop/lake"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("s3://shop/lake")
        .hasMessageContaining("mount");
  }
}
