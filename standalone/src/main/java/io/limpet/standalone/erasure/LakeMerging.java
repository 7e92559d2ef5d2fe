package io.limpet.standalone.erasure;

import io.limpet.lake.ExampleLake;
import io.limpet.lake.Lake;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Merges small files of the lake every hour, the first time soon after the start. */
final class LakeMerging {
  private static final Logger LOG = LoggerFactory.getLogger(LakeMerging.class);
  private static final Duration FIRST = Duration.ofMinutes(5);
  private static final Duration EVERY = Duration.ofHours(1);

  private final Lake lake;
  private final ExampleLake examples;
  private final LongSupplier nanos;
  private long due;

  /**
   * @param nanos a clock that nobody sets
   */
  LakeMerging(Path lake, LongSupplier nanos) {
    this.lake = new Lake(lake);
    this.examples = new ExampleLake(Path.of(ExampleLake.folder(lake.toString())));
    this.nanos = nanos;
    this.due = nanos.getAsLong() + FIRST.toNanos();
  }

  /** Merges if it is time to. */
  void lookAfter() {
    if (nanos.getAsLong() - due < 0) {
      return;
    }
    due = nanos.getAsLong() + EVERY.toNanos();
    try {
      int replaced = lake.merge(Instant.now()) + examples.merge(Instant.now());
      if (replaced > 0) {
        LOG.info("{} small files of the lake were merged", replaced);
      }
    } catch (RuntimeException e) {
      // Files stay as they are, and the next hour has another try.
      LOG.warn("the lake was not merged: {}", e.toString());
    }
  }
}
