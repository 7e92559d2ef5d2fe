package io.limpet.trainer.model;

import io.limpet.trainer.checkpoint.Checkpoint;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.UserAttributes;

/**
 * What a model is trained on.
 *
 * @param interactions who did what when, nothing after {@code nowMillis}
 * @param content features of the items, by number
 * @param nowMillis the moment from which on the model will be asked, epoch milliseconds
 * @param seed of every random number
 * @param progress is told how far it is
 * @param users what is known of them beside what they did
 * @param checkpoint where a model that trains for long leaves its state
 */
public record TrainingSet(
    Interactions interactions,
    ContentFeatures content,
    long nowMillis,
    long seed,
    Progress progress,
    UserAttributes users,
    Checkpoint checkpoint) {

  /** Of users of whom nothing but what they did is known. */
  public TrainingSet(
      Interactions interactions,
      ContentFeatures content,
      long nowMillis,
      long seed,
      Progress progress,
      Checkpoint checkpoint) {
    this(interactions, content, nowMillis, seed, progress, UserAttributes.NONE, checkpoint);
  }

  /** The same without checkpoints. */
  public TrainingSet(
      Interactions interactions,
      ContentFeatures content,
      long nowMillis,
      long seed,
      Progress progress) {
    this(interactions, content, nowMillis, seed, progress, Checkpoint.NONE);
  }
}
