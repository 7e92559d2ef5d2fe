package io.limpet.trainer.publish;

import io.limpet.core.generation.Registry;
import io.limpet.core.ranking.Ranker;
import io.limpet.trainer.evaluate.Comparison;
import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.model.EmbeddingModel;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.ranker.RankedModel;
import io.limpet.trainer.ranker.RankedRecommender;
import io.limpet.trainer.split.Part;
import io.limpet.trainer.train.ContentTower;
import io.limpet.trainer.train.Embeddings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what answered in a comparison as generations, one a model and part: {@code
 * FOLDER/MODEL/PART/GENERATION}. They have not seen the answers of their part, so whatever serves
 * generations can be judged by the same questions. Models that cannot be served are passed over. A
 * ranker is in the test's generation alone: validation is what it has learned from.
 */
public final class KeptGenerations implements Comparison.Keeper {
  private final Path folder;

  /**
   * Keeps in this folder, which is made if need be.
   *
   * @param folder of the folders of models
   */
  public KeptGenerations(Path folder) {
    this.folder = folder;
  }

  @Override
  public void keep(
      Part part, Model model, Recommender trained, TrainingSet set, List<Figures> figures) {
    Embeddings embeddings;
    if (trained instanceof RankedRecommender ranked) {
      embeddings = ranked.embeddings();
    } else if (trained instanceof Embeddings alone) {
      embeddings = alone;
    } else {
      return;
    }
    Optional<Ranker> ranker =
        model instanceof RankedModel ranked && part.name().equals("test")
            ? ranked.ranker()
            : Optional.empty();
    Map<String, String> parameters = new HashMap<>();
    if (model instanceof EmbeddingModel servable) {
      parameters.putAll(servable.parameters());
    }
    ranker.map(Ranker::parameters).ifPresent(parameters::putAll);
    parameters.put("model", model.name());
    parameters.put("kept_for", part.name() + ", " + part.description());
    var draft =
        new Publisher.Draft(
            set.interactions(),
            set.content(),
            ContentTower.complete(embeddings, set.content(), set.seed(), set.progress()),
            ranker.orElse(null),
            null,
            figures,
            parameters,
            List.of(),
            set.seed(),
            null);
    var registry = new Registry(folder.resolve(model.name()).resolve(part.name()));
    var kept = new Publisher(registry).publish(draft, Instant.now());
    set.progress().say("%s, %s: kept in %s".formatted(model.name(), part.name(), kept.directory()));
  }
}
