package io.limpet.search.metrics;

import io.limpet.core.vector.UserVector;
import io.limpet.search.state.UserStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How fresh vectors are, and how many users are on each generation. */
public final class UserMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(5)
  };

  private final UserStore users;
  private final LongSupplier clock;
  private final MultiGauge byGeneration;
  private final Timer freshness;
  private final LatestTimes latest = new LatestTimes();

  public UserMetrics(UserStore users, MeterRegistry registry, LongSupplier clock) {
    this.users = users;
    this.clock = clock;
    Gauge.builder("limpet_users", users, UserStore::size)
        .description("Visitors that are known")
        .register(registry);
    this.byGeneration =
        MultiGauge.builder("limpet_users_by_generation")
            .description("Visitors by the generation of their vector")
            .register(registry);
    this.freshness =
        Timer.builder("limpet_freshness")
            .description("From an event's arrival in Kafka to its visitor's new vector here")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
  }

  /** Begins to measure freshness; call it once what was stored is read in. */
  public void start() {
    users.listen(this::note);
  }

  private void note(@Nullable UserVector before, UserVector now) {
    // A change of generation brings the same event again.
    if (before == null || now.version() > before.version()) {
      long millis = Math.max(0, clock.getAsLong() - now.version());
      freshness.record(millis, TimeUnit.MILLISECONDS);
      latest.note(TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }

  /** How fresh the latest vectors were, null when none came within five minutes. */
  public LatestTimes.@Nullable Latency freshness() {
    return latest.latency();
  }

  /** Brings the gauges up to date. */
  public void refresh() {
    Map<String, Integer> sorted = new TreeMap<>(users.byGeneration());
    byGeneration.register(
        sorted.entrySet().stream()
            .map(
                entry -> MultiGauge.Row.of(Tags.of("generation", entry.getKey()), entry.getValue()))
            .toList(),
        true);
  }
}
