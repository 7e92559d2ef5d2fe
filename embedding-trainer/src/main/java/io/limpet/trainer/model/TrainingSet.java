package io.limpet.trainer.model;

import io.limpet.trainer.checkpoint.Checkpoint;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;

/**
 * What a model is trained on.
 *
 * @param interactions who did what when, nothing after {@code nowMillis}
 * @param content features of the items, by number
 * @param nowMillis the moment from which on the model will be asked, epoch milliseconds
 * @param seed of every random number
 * @param progress is told how far it is
 * @param checkpoint where a model that trains for long leaves its state
 */
public record TrainingSet(
    Interactions interactions,
    ContentFeatures content,
    long nowMillis,
    long seed,
    Progress progress,
    Checkpoint checkpoint) {

  /** Without checkpoints. */
  public TrainingSet(
      Interactions interactions,
      ContentFeatures content,
      long nowMillis,
      long seed,
      Progress progress) {
    this(interactions, content, nowMillis, seed, progress, Checkpoint.NONE);
  }
}
