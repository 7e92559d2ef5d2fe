package io.limpet.trainer.ranker;

import io.limpet.core.ranking.Task;

/** Candidates of one moment and what became of them: what a ranker learns from at once. */
interface Lesson {
  /** Whose, so that all of a visitor are in one fold. */
  int user();

  /** How many candidates. */
  int size();

  /** What the ranker is told of a candidate. */
  float[] features(int candidate);

  /** A bit a {@link Task} that was fulfilled with a candidate. */
  int labels(int candidate);

  /** The tasks whose labels are known. */
  int known();

  /** What a fulfilled task counts against one that was not. */
  float weight(int candidate);

  /** Whether every candidate is learned from; of many that nobody met, a draw will do. */
  boolean isWhole();
}
