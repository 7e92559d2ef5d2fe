package io.limpet.system.load;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Collects durations from many threads, to three digits, up to two minutes. */
public final class Latencies {
  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);

  private final Histogram micros = new ConcurrentHistogram(HIGHEST_MICROS, 3);

  /** Adds a duration; longer ones than two minutes count as two minutes. */
  public void addNanos(long nanos) {
    micros.recordValue(Math.clamp(nanos / 1_000, 0, HIGHEST_MICROS));
  }

  /** How many durations there were. */
  public long count() {
    return micros.getTotalCount();
  }

  /** What they were like. */
  public Summary summary() {
    return new Summary(
        micros.getTotalCount(),
        millis(micros.getValueAtPercentile(50)),
        millis(micros.getValueAtPercentile(95)),
        millis(micros.getValueAtPercentile(99)),
        millis(micros.getMaxValue()));
  }

  private static double millis(long micros) {
    return micros / 1_000.0;
  }

  /** Count, and milliseconds at percentiles. */
  public record Summary(
      long count,
      @JsonProperty("p50_ms") double p50,
      @JsonProperty("p95_ms") double p95,
      @JsonProperty("p99_ms") double p99,
      @JsonProperty("max_ms") double max) {}
}
