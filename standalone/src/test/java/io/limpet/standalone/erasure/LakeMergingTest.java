package io.limpet.standalone.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.lake.Lake;
import io.limpet.lake.parquet.ParquetWriter;
import io.limpet.lake.row.LakeParquet;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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
    Path day = Files.createDirectories(folder.resolve("day=2026-03-01"));
    for (int i = 0; i < CHECKPOINTS; i++) {
      Path file = day.resolve("part-%d.parquet".formatted(written++));
      try (OutputStream out = Files.newOutputStream(file)) {
        ParquetWriter<LakeRow> writer = LakeParquet.writer(out);
        writer.write(row(written));
        writer.finish();
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(30))));
    }
  }

  private static LakeRow row(long offset) {
    long at = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    return new LakeRow(
        "e" + offset,
        "v",
        "v",
        null,
        "s",
        EventType.VIEW_ITEM,
        "i",
        1,
        null,
        null,
        null,
        null,
        null,
        null,
        at,
        at,
        false,
        0,
        offset,
        Map.of());
  }
}
