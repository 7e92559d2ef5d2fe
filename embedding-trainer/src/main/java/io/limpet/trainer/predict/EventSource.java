package io.limpet.trainer.predict;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.feature.Listing;
import io.limpet.core.item.Item;
import io.limpet.core.prediction.Predictor;
import io.limpet.lake.Lake;
import io.limpet.lake.files.EventBatches;
import io.limpet.trainer.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where whole events come from, for a {@link PredictionRun}. */
public final class EventSource {
  private final List<CleanEvent> events = new ArrayList<>();

  /** Events of a file of interactions; its sessions, and where it has none one an event. */
  public static EventSource ofFile(Path interactions) {
    EventSource source = new EventSource();
    try (EventBatches batches = EventBatches.open(interactions)) {
      while (batches.hasNext()) {
        Event event = batches.next();
        String session = event.sessionId() == null ? event.eventId() : event.sessionId();
        source.events.add(
            new CleanEvent(event, session, event.timestampMillis(), 0, source.events.size()));
      }
    }
    return source;
  }

  /**
   * Events of a lake.
   *
   * @param withSynthetic those that a program caused, too
   * @param receivedBefore only those that reached Kafka before this time, epoch milliseconds
   */
  public static EventSource ofLake(Path lake, boolean withSynthetic, long receivedBefore) {
    EventSource source = new EventSource();
    new Lake(lake)
        .forEachEvent(
            clean -> {
              boolean isCounted = withSynthetic || !clean.event().isSynthetic();
              if (isCounted && clean.receivedMillis() < receivedBefore) {
                source.events.add(clean);
              }
            });
    return source;
  }

  /**
   * Learns from them and judges.
   *
   * @param catalogue what is known of items
   * @return empty where there is too little, which is said to {@code progress}
   */
  public Optional<PredictionRun.Result> predict(
      List<Item> catalogue, long seed, Progress progress) {
    if (events.isEmpty()) {
      progress.say("predictions: no events; published without");
      return Optional.empty();
    }
    Map<String, Listing> listings = new HashMap<>();
    catalogue.forEach(item -> listings.put(item.itemId(), Listing.of(item, 0)));
    List<CleanEvent> some = VisitorSample.of(events, VisitorSample.MOST_EXAMPLES);
    if (some.size() < events.size()) {
      progress.say(
          "predictions: learned from %,d of %,d events, of visitors drawn at random"
              .formatted(some.size(), events.size()));
    }
    Moments moments = new Moments(some, listings);
    if (!moments.isEnough() || moments.names().isEmpty()) {
      progress.say(
          "predictions: %d days with %d categories; %d days and a category are needed to learn and judge the value of %d days"
              .formatted(
                  moments.days(),
                  moments.names().size(),
                  Moments.FEWEST_DAYS,
                  Predictor.VALUE_DAYS));
      return Optional.empty();
    }
    return Optional.of(new PredictionRun(moments, seed, progress).run());
  }
}
