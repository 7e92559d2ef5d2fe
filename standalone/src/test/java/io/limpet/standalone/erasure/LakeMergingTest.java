package io.limpet.standalone.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.lake.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeMergingTest {
  private static final int CHECKPOINTS = 20;

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private int written;

  private void after(Duration time, LakeMerging merging) {
    nanos.addAndGet(time.toNanos());
    merging.lookAfter();
  }

  @Test
  void mergesSoonAfterTheStartAndThenEveryHour() throws IOException {
    Lake lake = new Lake(folder);
    var merging = new LakeMerging(folder, nanos::get);
    writeHour();

    after(Duration.ofMinutes(4), merging);
    assertThat(lake.files()).hasSize(CHECKPOINTS);

    after(Duration.ofMinutes(1), merging);
    assertThat(lake.files()).hasSize(1);

    writeHour();
    after(Duration.ofMinutes(59), merging);
    assertThat(lake.files()).hasSize(1 + CHECKPOINTS);

    after(Duration.ofMinutes(1), merging);
    assertThat(lake.files().size()).isLessThanOrEqualTo(2);
    assertThat(lake.rows()).isEqualTo(2 * CHECKPOINTS);
  }

  /** What the checkpoints of an hour leave. */
  private void writeHour() throws IOException {
    for (int i = 0; i < CHECKPOINTS; i++) {
      Path file = folder.resolve("day=2026-03-01").resolve("part-%d.parquet".formatted(written));
      SampleLake.write(
          file, List.of(SampleLake.row("v", "v", null, EventType.VIEW_ITEM, written++)));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(30))));
    }
  }
}
