package io.limpet.search.http;

import io.limpet.core.vector.UserVector;
import io.limpet.search.state.UserStore;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Lets pages follow the vector of a visitor. A page that reads too slowly misses updates, never
 * holds anybody up. Thread-safe.
 */
public final class UserUpdates {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final ConcurrentHashMap<String, Set<FluxSink<Event<Update>>>> followers =
      new ConcurrentHashMap<>();
  private final LongSupplier clock;

  public UserUpdates(UserStore users, LongSupplier clock) {
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

  Publisher<Event<Update>> of(String visitor) {
    Flux<Event<Update>> updates =
        Flux.create(
            sink -> {
              remember(visitor, sink);
              sink.onDispose(() -> forget(visitor, sink));
            },
            FluxSink.OverflowStrategy.LATEST);
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
      var update =
          new Update(
              user.version(),
              user.generation(),
              user.eventId(),
              Math.max(0, clock.getAsLong() - user.version()));
      sinks.forEach(sink -> sink.next(Event.of(update).name("vector")));
    }
  }
}
