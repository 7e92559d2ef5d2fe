package io.limpet.trainer.sequence;

import io.limpet.trainer.model.EmbeddingModel;

/** A model whose sequence encoder can be given other hyper-parameters. */
public interface Tunable extends EmbeddingModel {
  /** Those it has. */
  SequenceHyper hyper();

  /** The same model with others, nothing chosen yet. */
  Tunable with(SequenceHyper hyper);
}
