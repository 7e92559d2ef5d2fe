package io.limpet.flink.features;

import io.limpet.core.codec.CodecException;
import io.limpet.core.generation.Generation;
import io.limpet.core.prediction.Predictor;
import io.limpet.core.release.Release;
import io.limpet.core.topic.Topics;
import io.limpet.flink.release.Generations;
import io.limpet.flink.release.Plan;
import io.limpet.flink.release.Releases;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.TopicSerializer;
import io.limpet.flink.wire.Unreadable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The predictors of the generations in use. A generation is opened beside the stream; one that
 * cannot be opened is logged and counted, and the one before it stays. Owned by one function.
 *
 * <p>State of every instance: the decisions of {@code limpet.models}.
 */
final class Predictors {
  static final MapStateDescriptor<String, Release> DECISIONS =
      new MapStateDescriptor<>(
          "decisions", StringSerializer.INSTANCE, new TopicSerializer<>(Topics.MODELS));

  private static final Logger LOG = LoggerFactory.getLogger(Predictors.class);

  private final Path registry;
  private final Releases releases;
  private final Counter unusable;
  private final Unreadable unreadable;
  private final Map<String, CompletableFuture<Optional<Predictor>>> opened = new HashMap<>();
  private Plan plan;

  /**
   * @param unusable counts generations that cannot be opened
   */
  Predictors(
      Path registry,
      BroadcastState<String, Release> decisions,
      Counter unusable,
      Unreadable unreadable)
      throws Exception {
    this.registry = registry;
    this.releases = new Releases(decisions);
    this.unusable = unusable;
    this.unreadable = unreadable;
    this.plan = releases.wanted();
    follow();
  }

  /** What a generation knows: nothing, if it was trained without. */
  record Known(String generation, Optional<Predictor> predictor) {}

  /** Takes in a record of {@code limpet.models}. */
  void hear(TopicRecord record) throws Exception {
    byte[] value = record.value();
    try {
      if (value == null) {
        releases.forget(record.key());
      } else {
        releases.decide(Topics.MODELS.codec().decode(value));
      }
    } catch (CodecException e) {
      unreadable.note(record.topic() + ", key " + record.key(), e);
      return;
    }
    follow();
  }

  /** Opens what is wanted now, and lets go of what is not. */
  private void follow() throws Exception {
    plan = releases.wanted();
    opened.keySet().retainAll(plan.generations());
    for (String id : plan.generations()) {
      opened.computeIfAbsent(
          id, of -> Generations.openAside(registry, of).thenApply(Generation::predictor));
    }
  }

  /** Whether the generation that is for a visitor predicts, or is being opened. */
  boolean mayPredict(String visitor) throws Exception {
    return of(visitor).map(known -> known.predictor().isPresent()).orElse(true);
  }

  /** What the generation that is for a visitor knows; empty while it is being opened. */
  Optional<Known> of(String visitor) throws Exception {
    while (true) {
      String id = plan.generation(visitor);
      CompletableFuture<Optional<Predictor>> one = opened.get(id);
      if (one == null) {
        return Optional.of(new Known(Releases.NONE, Optional.empty()));
      }
      if (!one.isDone()) {
        return Optional.empty();
      }
      try {
        return Optional.of(new Known(id, one.join()));
      } catch (CompletionException e) {
        unusable.inc();
        LOG.error("generation {} cannot be used, the one before it stays", id, e);
        releases.setAside(id);
        opened.remove(id);
        follow();
      }
    }
  }
}
