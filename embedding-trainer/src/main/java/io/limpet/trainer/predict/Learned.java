package io.limpet.trainer.predict;

import io.limpet.core.feature.Measure;
import io.limpet.core.feature.UserFeatures;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import io.limpet.core.prediction.CategoryHead;
import io.limpet.core.prediction.Predictor;
import io.limpet.core.prediction.ValueHead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link PredictionTraining} has found so far, for core; it learns on, this stays.
 *
 * @param network tensors of the layers, and of what goes into them
 * @param newcomer of {@link ValueHead}
 * @param category before it is known how far the network is to be trusted
 */
record Learned(
    Map<String, Tensor> network, List<String> categories, float newcomer, CategoryHead category) {
  Learned {
    network = Map.copyOf(network);
    categories = List.copyOf(categories);
  }

  /** The model as validation wants it. */
  Predictor with(Tuning tuning) {
    Map<String, Tensor> all = new LinkedHashMap<>(network);
    float[][] platt = tuning.platt();
    float[] flat = {platt[0][0], platt[0][1], platt[1][0], platt[1][1]};
    all.put("prediction.calibration", Tensor.matrix(flat, 2, 2));
    all.put("prediction.value", new ValueHead(tuning.level(), newcomer).tensor());
    all.put("prediction.popularity", category.popularity());
    all.put("prediction.trust", Tensor.of(tuning.trust()));
    return Predictor.of(
            Map.of(
                Predictor.FEATURES,
                String.join(",", UserFeatures.list().stream().map(Measure::name).toList()),
                Predictor.CATEGORIES,
                String.join("\n", categories),
                Predictor.VALUE,
                tuning.isValuedByNetwork() ? Predictor.BY_NETWORK : Predictor.BY_BUYING),
            new Tensors(all))
        .orElseThrow();
  }
}
