package io.limpet.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankerTest {
  private static final List<Feature> FEATURES = List.of(Feature.MATCH_GAP, Feature.TREND);

  /** Two experts: one passes the first feature on, one the second; a gate chooses by its bias. */
  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new HashMap<>();
    all.put("ranker.mean", Tensor.of(1, 0));
    all.put("ranker.scale", Tensor.of(2, 1));
    all.put("ranker.experts.weight", Tensor.matrix(new float[] {1, 0, 0, 1}, 2, 2));
    all.put("ranker.experts.bias", Tensor.of(0, 0));
    for (Task task : Task.values()) {
      String name = "ranker.gate." + task.label();
      all.put(name + ".weight", Tensor.matrix(new float[4], 2, 2));
      all.put(name + ".bias", task == Task.VIEW ? Tensor.of(50, 0) : Tensor.of(0, 0));
      String tower = "ranker.tower." + task.label();
      all.put(tower + ".hidden.weight", Tensor.matrix(new float[] {1}, 1, 1));
      all.put(tower + ".hidden.bias", Tensor.of(0));
      all.put(tower + ".out.weight", Tensor.matrix(new float[] {1}, 1, 1));
      all.put(tower + ".out.bias", Tensor.of(-1));
    }
    all.put("ranker.calibration", Tensor.matrix(new float[] {2, 1, 1, 0, 1, 0, 1, 0}, 4, 2));
    return all;
  }

  private static float[] row(float gap, float trend) {
    float[] row = new float[Feature.COUNT];
    row[Feature.MATCH_GAP.ordinal()] = gap;
    row[Feature.TREND.ordinal()] = trend;
    return row;
  }

  @Test
  void mixesExpertsByTheGateOfEachTask() {
    Ranker ranker = Ranker.of(FEATURES, new Tensors(tensors()));
    float[] logits = ranker.logits(row(2, 4));
    assertThat(logits[Task.VIEW.ordinal()]).isCloseTo(2 - 1, within(1e-5f));
    assertThat(logits[Task.CART.ordinal()]).isCloseTo((2 + 4) / 2f - 1, within(1e-5f));
    assertThat(ranker.probabilities(row(2, 4))[0]).isCloseTo(1 / (1 + Math.exp(-3)), within(1e-5));
  }

  @Test
  void takesWhatIsFarOutAsFive() {
    Ranker ranker = Ranker.of(FEATURES, new Tensors(tensors()));
    assertThat(ranker.logits(row(1_000, 0))[0]).isCloseTo(5 - 1, within(1e-5f));
  }

  @Test
  void saysOfManyWhatItSaysOfEach() {
    var random = new Random(4);
    Map<String, Tensor> all = new HashMap<>();
    random(all, random, "ranker.mean", 2);
    random(all, random, "ranker.scale", 2);
    dense(all, random, "ranker.experts", 2, 3 * 8);
    for (Task task : Task.values()) {
      dense(all, random, "ranker.gate." + task.label(), 2, 3);
      dense(all, random, "ranker.tower." + task.label() + ".hidden", 8, 5);
      dense(all, random, "ranker.tower." + task.label() + ".out", 5, 1);
    }
    all.put("ranker.calibration", Tensor.matrix(numbers(random, 8), 4, 2));
    Ranker ranker = Ranker.of(FEATURES, new Tensors(all));
    float[][] rows = new float[2 * 256 + 7][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row((float) random.nextGaussian(), (float) random.nextGaussian());
    }
    double[][] together = ranker.probabilities(rows);
    for (int i = 0; i < rows.length; i++) {
      assertThat(together[i]).containsExactly(ranker.probabilities(rows[i]), within(1e-5));
    }
    assertThat(ranker.probabilities(new float[0][])).isEmpty();
  }

  private static void dense(Map<String, Tensor> to, Random random, String name, int in, int out) {
    to.put(name + ".weight", Tensor.matrix(numbers(random, in * out), in, out));
    random(to, random, name + ".bias", out);
  }

  private static void random(Map<String, Tensor> to, Random random, String name, int size) {
    to.put(name, Tensor.of(numbers(random, size)));
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void isTheSameAfterItWasWritten() {
    Ranker ranker = Ranker.of(FEATURES, new Tensors(tensors()));
    Ranker read = Ranker.of(ranker.parameters(), new Tensors(ranker.tensors())).orElseThrow();
    assertThat(read.features()).isEqualTo(FEATURES);
    assertThat(read.probabilities(row(3, -2))).isEqualTo(ranker.probabilities(row(3, -2)));
  }

  @Test
  void isAbsentFromAGenerationWithoutOne() {
    assertThat(Ranker.of(Map.of(), new Tensors(Map.of()))).isEmpty();
  }

  @Test
  void refusesAFeatureOfALaterRelease() {
    assertThatThrownBy(
            () -> Ranker.of(Map.of(Ranker.FEATURES, "match_gap,mood"), new Tensors(tensors())))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("\"mood\"")
        .hasMessageContaining("upgrade");
  }

  @Test
  void refusesTensorsOfOtherShapes() {
    Map<String, Tensor> all = tensors();
    all.put("ranker.tower.cart.hidden.weight", Tensor.matrix(new float[] {1, 1}, 2, 1));
    assertThatThrownBy(() -> Ranker.of(FEATURES, new Tensors(all)))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("tower.cart.hidden");
  }

  @Test
  void countsTasksAsTheMixSays() {
    double[] p = {0.5, 0.25, 0.1, 0.05};
    assertThat(new TaskMix(1, 0, 10, 0).score(p)).isCloseTo(1.5, within(1e-12));
    assertThatThrownBy(() -> new TaskMix(0, 0, 0, 0)).hasMessageContaining("all weights");
    assertThatThrownBy(() -> new TaskMix(1, -2, 0, 0)).hasMessageContaining("-2");
  }
}
