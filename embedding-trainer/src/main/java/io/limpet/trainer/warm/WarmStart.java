package io.limpet.trainer.warm;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.GenerationException;
import io.limpet.trainer.model.EmbeddingModel;

/** A model that can go on from what a generation has learned, in fewer epochs than from nothing. */
public interface WarmStart extends EmbeddingModel {
  /**
   * The model with everything that was chosen for the generation, which its trainings begin from.
   * Items that the generation does not know begin as in any other training.
   *
   * @throws GenerationException when the generation was not made by this model
   */
  WarmStart from(Generation generation);
}
