package io.limpet.search.http;

import io.limpet.core.vector.UserVector;
import io.limpet.search.state.UserStore;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Lets pages follow the vector of a visitor. A page that reads too slowly misses updates, never
 * holds anybody up. Thread-safe.
 */
public final class UserUpdates {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** As many clicks as a page may be behind before it misses the oldest. */
  private static final int KEPT = 64;

  private final ConcurrentHashMap<String, Set<FluxSink<Event<Update>>>> followers =
      new ConcurrentHashMap<>();
  private final UserStore users;
  private final LongSupplier clock;

  public UserUpdates(UserStore users, LongSupplier clock) {
    this.users = users;
    this.clock = clock;
    users.listen((before, now) -> publish(now));
  }

  /**
   * A newer vector.
   *
   * @param version when its newest event reached Kafka, epoch milliseconds
   * @param generation whose vector it is
   * @param eventId the event that caused it
   * @param millis from Kafka's receiving the event to this service's having the vector
   */
  public record Update(long version, String generation, String eventId, long millis) {}

  /** The updates of a visitor from now on, after the one that it stands at. */
  Publisher<Event<Update>> of(String visitor) {
    Flux<Event<Update>> updates =
        Flux.<Event<Update>>create(
                sink -> {
                  remember(visitor, sink);
                  sink.onDispose(() -> forget(visitor, sink));
                  // A click may have overtaken the page's listening, or come while it was cut off.
                  UserVector known = users.get(visitor);
                  if (known != null) {
                    sink.next(update(known));
                  }
                },
                FluxSink.OverflowStrategy.IGNORE)
            .onBackpressureBuffer(KEPT, missed -> {}, BufferOverflowStrategy.DROP_OLDEST);
    // Comments keep the connection open, and find out that the page was closed.
    Flux<Event<Update>> heartbeats =
        Flux.interval(Duration.ZERO, HEARTBEAT)
            .map(i -> Event.of(new Update(0, "", "", 0)).name("ping"));
    return Flux.merge(updates, heartbeats);
  }

  private void remember(String visitor, FluxSink<Event<Update>> sink) {
    followers.compute(
        visitor,
        (v, sinks) -> {
          Set<FluxSink<Event<Update>>> all = sinks == null ? ConcurrentHashMap.newKeySet() : sinks;
          all.add(sink);
          return all;
        });
  }

  private void forget(String visitor, FluxSink<Event<Update>> sink) {
    followers.computeIfPresent(
        visitor,
        (v, sinks) -> {
          sinks.remove(sink);
          return sinks.isEmpty() ? null : sinks;
        });
  }

  private void publish(UserVector user) {
    Set<FluxSink<Event<Update>>> sinks = followers.get(user.visitor());
    if (sinks != null) {
      Event<Update> update = update(user);
      sinks.forEach(sink -> sink.next(update));
    }
  }

  private Event<Update> update(UserVector user) {
    var update =
        new Update(
            user.version(),
            user.generation(),
            user.eventId(),
            Math.max(0, clock.getAsLong() - user.version()));
    return Event.of(update).name("vector");
  }
}
