package io.limpet.trainer.model;

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
 */
public record TrainingSet(
    Interactions interactions,
    ContentFeatures content,
    long nowMillis,
    long seed,
    Progress progress) {}
