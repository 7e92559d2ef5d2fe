package io.limpet.search.recommend;

import io.limpet.core.vector.UserVector;
import io.limpet.search.state.UserStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long it takes from an event's arrival in Kafka to the first answer that used it:
 * what a visitor sees of freshness, the pause before the next page included. Whoever asks later
 * than a minute after the vector was here measures a pause and nothing else, and does not count.
 *
 * <p>Thread-safe. What is kept is one entry a visitor of the last minute, at most {@value #MOST}.
 */
public final class FirstAnswers implements SideEffect {
  static final int MOST = 100_000;
  private static final long PAUSE_MILLIS = Duration.ofMinutes(1).toMillis();

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(60)
  };

  private final LongSupplier clock;
  private final Timer timer;
  private final ConcurrentHashMap<String, Unused> unused = new ConcurrentHashMap<>();

  public FirstAnswers(MeterRegistry registry, LongSupplier clock) {
    this.clock = clock;
    this.timer =
        Timer.builder("limpet_event_to_answer")
            .description("From an event's arrival in Kafka to the first answer that used it")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
  }

  /** A vector that no answer has used yet, known by itself, and when it came here. */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity
  private record Unused(float[] vector, long eventMillis, long hereMillis) {}

  /** Begins to measure; call it once what was stored is read in. */
  public void start(UserStore users) {
    users.listen(this::note);
  }

  void note(@Nullable UserVector before, UserVector now) {
    // A change of generation brings the same event again.
    boolean fresh = before == null || now.version() > before.version();
    if (now.hasVector() && fresh && (unused.size() < MOST || unused.containsKey(now.visitor()))) {
      unused.put(now.visitor(), new Unused(now.vector(), now.version(), clock.getAsLong()));
    }
  }

  @Override
  public void after(Query query, PipelineResult result) {
    String visitor = query.visitor();
    Unused waiting = visitor == null ? null : unused.get(visitor);
    // A vector that came while this answer was made waits for the next.
    if (waiting != null && waiting.vector() == query.vector() && unused.remove(visitor, waiting)) {
      long now = clock.getAsLong();
      if (now - waiting.hereMillis() <= PAUSE_MILLIS) {
        timer.record(Math.max(0, now - waiting.eventMillis()), TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Forgets those who have not asked for a minute; call it now and then. */
  public void sweep() {
    long now = clock.getAsLong();
    unused.values().removeIf(waiting -> now - waiting.hereMillis() > PAUSE_MILLIS);
  }

  /** How many vectors wait for an answer. */
  int waiting() {
    return unused.size();
  }
}
