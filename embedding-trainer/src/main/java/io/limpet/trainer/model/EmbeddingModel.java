package io.limpet.trainer.model;

import io.limpet.trainer.train.Embeddings;
import java.util.Map;

/** A model that can be served: it learns item vectors and an encoder of core. */
public interface EmbeddingModel extends Model {
  @Override
  Embeddings train(TrainingSet set);

  /** What it trains with, for the manifest. */
  Map<String, String> parameters();
}
