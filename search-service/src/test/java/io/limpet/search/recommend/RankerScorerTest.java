package io.limpet.search.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import io.limpet.core.ranking.Feature;
import io.limpet.core.ranking.Ranker;
import io.limpet.core.ranking.Task;
import io.limpet.core.ranking.TaskMix;
import io.limpet.search.surface.Surface;
import io.limpet.search.surface.SurfaceReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankerScorerTest {
  private static final List<Feature> FEATURES = List.of(Feature.POPULARITY, Feature.TREND);

  /** One expert that passes popularity on, and knows nothing of trends. */
  private static Ranker ranker() {
    Map<String, Tensor> all = new HashMap<>();
    all.put("ranker.mean", Tensor.of(0.25f, -3));
    all.put("ranker.scale", Tensor.of(1, 1));
    all.put("ranker.experts.weight", Tensor.matrix(new float[] {1, 0}, 2, 1));
    all.put("ranker.experts.bias", Tensor.of(1));
    for (Task task : Task.values()) {
      all.put("ranker.gate." + task.label() + ".weight", Tensor.matrix(new float[2], 2, 1));
      all.put("ranker.gate." + task.label() + ".bias", Tensor.of(0));
      String tower = "ranker.tower." + task.label();
      all.put(tower + ".hidden.weight", Tensor.matrix(new float[] {1}, 1, 1));
      all.put(tower + ".hidden.bias", Tensor.of(0));
      all.put(tower + ".out.weight", Tensor.matrix(new float[] {1}, 1, 1));
      all.put(tower + ".out.bias", Tensor.of(-2));
    }
    all.put("ranker.calibration", Tensor.matrix(new float[] {1, 0, 1, 0, 1, 0, 1, 0}, 4, 2));
    return Ranker.of(FEATURES, new Tensors(all));
  }

  @Test
  void partsAddUpToTheScoreAndNameWhatMovedIt() {
    float[] row = new float[Feature.COUNT];
    row[Feature.POPULARITY.ordinal()] = 1;
    row[Feature.TREND.ordinal()] = -1;
    double score = TaskMix.DEFAULT.score(ranker().probabilities(row));
    Map<String, Double> parts = RankerScorer.parts(ranker(), TaskMix.DEFAULT, row, 2);
    assertThat(parts).containsOnlyKeys("popularity", "trend", "rest");
    assertThat(parts.get("popularity")).isPositive();
    assertThat(parts.get("trend")).isZero();
    assertThat(parts.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(2 * score, within(1e-12));
  }

  @Test
  void probabilitiesAreToldByTask() {
    assertThat(RankerScorer.byTask(new double[] {0.4, 0.3, 0.2, 0.1}))
        .isEqualTo(Map.of("view", 0.4, "cart", 0.3, "purchase", 0.2, "comes_back", 0.1));
  }

  @Test
  void aSurfaceSaysWhatTasksCount() {
    Surface home =
        new SurfaceReader(Sources.NAMES)
            .read(
                "{\"home\": {\"like\": \"home\", \"ranker\": {\"comes_back\": 3}}}"
                    .getBytes(StandardCharsets.UTF_8))
            .named("home")
            .orElseThrow();
    assertThat(home.mix()).isEqualTo(new TaskMix(1, 1, 1, 3));
  }

  @Test
  void aMixOfNothingIsRefused() {
    assertThatThrownBy(
            () ->
                new SurfaceReader(Sources.NAMES)
                    .read(
                        "{\"x\": {\"like\": \"product\", \"ranker\": {\"view\": 0}}}"
                            .getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("x.ranker gives no task a weight");
  }
}
