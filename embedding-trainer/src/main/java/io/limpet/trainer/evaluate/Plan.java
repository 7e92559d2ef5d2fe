package io.limpet.trainer.evaluate;

import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.InformedPopularity;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.read.UserAttributes;
import io.limpet.trainer.split.Split;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be compared.
 *
 * @param split the protocol and its parts
 * @param models in the order of the tables
 * @param scopes of the test; models choose by the first
 * @param content features of the items
 * @param users what is known of them beside what they did
 * @param seeds each model is trained with each; baselines use no random numbers and are trained
 *     once
 * @param rival what all others are compared with; else the baseline that does best, or the first
 *     model where there is none
 */
public record Plan(
    Split split,
    List<Model> models,
    List<Scope> scopes,
    ContentFeatures content,
    UserAttributes users,
    List<Long> seeds,
    Optional<String> rival) {

  /** Models that learn no parameters: the same whatever the seed. */
  static final Set<String> BASELINES =
      Set.of("popularity", "trending", "item-knn", InformedPopularity.NAME);

  public Plan {
    models = List.copyOf(models);
    scopes = List.copyOf(scopes);
    seeds = List.copyOf(seeds);
    if (models.isEmpty() || scopes.isEmpty() || seeds.isEmpty()) {
      throw new IllegalArgumentException(
          "%d models, %d scopes and %d seeds; each needs one"
              .formatted(models.size(), scopes.size(), seeds.size()));
    }
  }

  List<Long> seeds(Model model) {
    return BASELINES.contains(model.name()) ? seeds.subList(0, 1) : seeds;
  }
}
