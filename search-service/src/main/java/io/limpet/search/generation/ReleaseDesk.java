package io.limpet.search.generation;

import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Registry;
import io.limpet.core.release.Release;
import io.limpet.core.topic.Topics;
import io.limpet.search.ingest.KafkaWriter;
import io.limpet.search.state.TopicReader;
import java.util.Comparator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Takes decisions on generations: checks that they can be carried out, writes them to {@code
 * limpet.models} and waits until this service follows. Thread-safe.
 */
public final class ReleaseDesk {
  private static final long FOLLOW_SECONDS = 60;

  private final GenerationSwitch generations;
  private final KafkaWriter writer;
  private final TopicReader<Release> reader;
  private final LongSupplier clock;

  public ReleaseDesk(
      GenerationSwitch generations,
      KafkaWriter writer,
      TopicReader<Release> reader,
      LongSupplier clock) {
    this.generations = generations;
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Releases a generation: opened and warmed first, then written.
   *
   * @throws NoSuchElementException when the registry does not have it
   * @throws GenerationException when it cannot be used
   * @throws CompletionException when Kafka does not acknowledge
   */
  public void release(String generation) {
    mustExist(generation);
    prepared(generation);
    decide(new Release(generation, Release.State.RELEASED, now()));
  }

  /**
   * Serves a generation to a share of the visitors, in place of a canary of before.
   *
   * @param share above 0 and below 1
   * @throws NoSuchElementException when the registry does not have it
   * @throws GenerationException when it cannot be used, is current, or nothing else is
   * @throws CompletionException when Kafka does not acknowledge
   */
  public void tryOut(String generation, double share) {
    mustExist(generation);
    String current = generations.current();
    if (current == null) {
      throw new GenerationException(
          "no generation is released; release one to everybody before trying out another");
    }
    if (current.equals(generation)) {
      throw new GenerationException(
          "generation " + generation + " is served to everybody; roll it back first");
    }
    prepared(generation);
    decide(Release.canary(generation, share, now()));
  }

  /**
   * Takes a generation out of use; the release before it is current again, and a canary is over.
   *
   * @throws NoSuchElementException when the registry does not have it
   * @throws GenerationException when it is not in use, or nothing can take its place
   * @throws CompletionException when Kafka does not acknowledge
   */
  public void rollBack(String generation) {
    mustExist(generation);
    Release decision = generations.decisions().get(generation);
    if (decision != null && decision.state() == Release.State.CANARY) {
      decide(new Release(generation, Release.State.ROLLED_BACK, now()));
      return;
    }
    if (decision == null || decision.state() != Release.State.RELEASED) {
      throw new GenerationException(
          "generation " + generation + " is not released, so there is nothing to roll back");
    }
    Release before =
        generations.decisions().values().stream()
            .filter(other -> other.state() == Release.State.RELEASED)
            .filter(other -> !other.generation().equals(generation))
            .max(Comparator.comparingLong(Release::atMillis))
            .orElseThrow(
                () ->
                    new GenerationException(
                        "no other generation is released; release one before rolling back "
                            + generation));
    prepared(before.generation());
    decide(new Release(generation, Release.State.ROLLED_BACK, now()));
  }

  private void mustExist(String generation) {
    if (!Registry.isId(generation) || !generations.opener().registry().contains(generation)) {
      throw new NoSuchElementException(
          "there is no generation \"%s\"; there are %s"
              .formatted(generation, generations.opener().registry().list()));
    }
  }

  private void prepared(String generation) {
    try {
      generations.prepare(generation).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof GenerationException cause ? cause : e;
    }
  }

  /** Later than every decision before it, whatever the clocks of the machines that took them. */
  private long now() {
    long latest =
        generations.decisions().values().stream().mapToLong(Release::atMillis).max().orElse(0);
    return Math.max(clock.getAsLong(), latest + 1);
  }

  private void decide(Release decision) {
    writer
        .write(Topics.MODELS, decision.generation(), decision)
        .thenCompose(reader::reached)
        .thenCompose(read -> generations.followed())
        .completeOnTimeout(null, FOLLOW_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
