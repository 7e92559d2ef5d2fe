package io.limpet.search;

import io.limpet.core.topic.Pace;
import io.limpet.core.topic.Topic;
import io.limpet.search.ingest.FollowedWriter;
import io.limpet.search.ingest.KafkaWriter;
import io.limpet.search.state.TopicReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Reads topics into memory; the service is ready once it has all of those that answers need. */
final class Reading {
  private final String bootstrapServers;
  private final MeterRegistry metrics;
  private final Readiness readiness;
  private final List<LongSupplier> progress;
  private final Parts parts;
  private final List<CompletableFuture<Void>> needed = new ArrayList<>();

  /**
   * @param progress is given a number of every topic that rises as long as it is read
   */
  Reading(
      String bootstrapServers,
      MeterRegistry metrics,
      Readiness readiness,
      List<LongSupplier> progress,
      Parts parts) {
    this.bootstrapServers = bootstrapServers;
    this.metrics = metrics;
    this.readiness = readiness;
    this.progress = progress;
    this.parts = parts;
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
    readiness.await(waiting);
    var reader =
        parts.opened(new TopicReader<>(bootstrapServers, topic, sink, pace, null, metrics));
    progress.add(reader::progress);
    var unused = reader.caughtUp().thenRun(() -> readiness.done(waiting));
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
    parts
        .opened(new TopicReader<>(bootstrapServers, topic, sink, Pace.GATHERED, null, metrics))
        .start();
  }

  /**
   * Starts to read what came lately, once something else has happened; the service is ready without
   * it.
   */
  <T> void lately(
      Topic<T> topic, TopicReader.Sink<T> sink, Duration back, CompletableFuture<?> first) {
    var reader =
        parts.opened(
            new TopicReader<>(bootstrapServers, topic, sink, Pace.GATHERED, back, metrics));
    var unused = first.thenRun(reader::start);
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
