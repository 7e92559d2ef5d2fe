package io.limpet.search;

import io.limpet.core.topic.Pace;
import io.limpet.core.topic.Topic;
import io.limpet.search.ingest.FollowedWriter;
import io.limpet.search.ingest.KafkaWriter;
import io.limpet.search.state.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads topics into memory; the service is ready once it has all of those that answers need. */
final class Reading {
  private final Ground ground;
  private final List<CompletableFuture<Void>> needed = new ArrayList<>();

  Reading(Ground ground) {
    this.ground = ground;
  }

  /** Starts to read a topic; until it has caught up, the service is not ready. */
  <T> TopicReader<T> reader(Topic<T> topic, TopicReader.Sink<T> sink) {
    return reader(topic, sink, Pace.AT_ONCE, CompletableFuture.completedFuture(null));
  }

  /**
   * @param first has to have happened before
   */
  private <T> TopicReader<T> reader(
      Topic<T> topic, TopicReader.Sink<T> sink, Pace pace, CompletableFuture<?> first) {
    String waiting = "reading " + topic.name();
    ground.readiness().await(waiting);
    var reader = opened(topic, sink, pace, null);
    ground.progress().add(reader::progress);
    var unused = reader.caughtUp().thenRun(() -> ground.readiness().done(waiting));
    needed.add(reader.caughtUp());
    var unusedStart = first.thenRun(reader::start);
    return reader;
  }

  /** The same, where nobody waits for a record. */
  <T> void needs(Topic<T> topic, TopicReader.Sink<T> sink) {
    var unused = reader(topic, sink);
  }

  /** The same, once something else has happened. */
  <T> void needs(Topic<T> topic, TopicReader.Sink<T> sink, CompletableFuture<?> first) {
    var unused = reader(topic, sink, Pace.AT_ONCE, first);
  }

  /** The same of a topic that no shopper waits for. */
  <T> void gathers(Topic<T> topic, TopicReader.Sink<T> sink) {
    var unused = reader(topic, sink, Pace.GATHERED, CompletableFuture.completedFuture(null));
  }

  /** Starts to read a topic that the service is ready without. */
  <T> void soon(Topic<T> topic, TopicReader.Sink<T> sink) {
    opened(topic, sink, Pace.GATHERED, null).start();
  }

  /**
   * Starts to read what came lately, once something else has happened; the service is ready without
   * it.
   */
  <T> void lately(
      Topic<T> topic, TopicReader.Sink<T> sink, Duration back, CompletableFuture<?> first) {
    var reader = opened(topic, sink, Pace.GATHERED, back);
    var unused = first.thenRun(reader::start);
  }

  private <T> TopicReader<T> opened(
      Topic<T> topic, TopicReader.Sink<T> sink, Pace pace, @Nullable Duration back) {
    return ground.opened(
        new TopicReader<>(
            ground.settings().bootstrapServers(), topic, sink, pace, back, ground.metrics()));
  }

  /** A writer into a topic that is read here, which waits until what it wrote was read back. */
  static <T> FollowedWriter<T> followed(KafkaWriter writer, Topic<T> topic, TopicReader<T> reader) {
    return new FollowedWriter<>(writer, topic, reader::reached);
  }

  /** Completes once every topic that the service is not ready without was read. */
  CompletableFuture<Void> caughtUp() {
    return CompletableFuture.allOf(needed.toArray(CompletableFuture[]::new));
  }
}
