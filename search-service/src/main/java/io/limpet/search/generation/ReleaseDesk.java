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
    decide(generation, Release.State.RELEASED);
  }

  /**
   * Takes a generation out of use; the release before it is current again.
   *
   * @throws NoSuchElementException when the registry does not have it
   * @throws GenerationException when it is not in use, or nothing can take its place
   * @throws CompletionException when Kafka does not acknowledge
   */
  public void rollBack(String generation) {
    mustExist(generation);
    Release decision = generations.decisions().get(generation);
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
    decide(generation, Release.State.ROLLED_BACK);
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

  private void decide(String generation, Release.State state) {
    // Later than every decision before it, whatever the clocks of the machines that took them.
    long latest =
        generations.decisions().values().stream().mapToLong(Release::atMillis).max().orElse(0);
    var decision = new Release(generation, state, Math.max(clock.getAsLong(), latest + 1));
    writer
        .write(Topics.MODELS, generation, decision)
        .thenCompose(reader::reached)
        .thenCompose(read -> generations.followed())
        .completeOnTimeout(null, FOLLOW_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
