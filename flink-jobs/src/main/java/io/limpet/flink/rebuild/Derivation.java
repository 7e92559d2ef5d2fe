package io.limpet.flink.rebuild;

import io.limpet.flink.LimpetJob;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A job whose topics follow from clean events, and how it is run over a lake.
 *
 * @param job whose topics they are; they are rebuilt together, since they come of one state
 * @param topics all that the job makes, but for what the rebuild itself stands in for
 * @param needsSurveys whether surveys are what it counts: those of which the lake does not say what
 *     was asked would be lost
 * @param passes over the lake
 */
public record Derivation(
    LimpetJob job, List<DerivedTopic<?>> topics, boolean needsSurveys, Passes passes) {
  public Derivation {
    topics = List.copyOf(topics);
  }

  /** Runs a job over a lake, once or several times. */
  @FunctionalInterface
  public interface Passes {
    /**
     * Runs the job until it has taken in all that it reads.
     *
     * @param over what is read, and what runs it
     * @return the savepoint of the last pass
     */
    Path run(LimpetJob job, Rebuild over) throws Exception;
  }

  /** The passes of a job that takes every event in one after the other. */
  static Passes once(Consumer<LakeEnds> build) {
    return (job, over) -> over.pass(job, over.arrivals().all(), null, build);
  }

  /** What the job is called, which is also how a rebuild is asked for it. */
  public String name() {
    return job.name();
  }
}
