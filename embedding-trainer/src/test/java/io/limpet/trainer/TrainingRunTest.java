package io.limpet.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.event.EventType;
import io.limpet.core.generation.ContentProjection;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.LearningCurve;
import io.limpet.core.generation.Registry;
import io.limpet.core.item.Item;
import io.limpet.core.profile.RecentItem;
import io.limpet.trainer.gate.GateException;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.train.Hyper;
import io.limpet.trainer.train.PooledModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  private static final Hyper SMALL =
      new Hyper(Hyper.Pace.SLOW, 16, 8, 0.01, 64, 100, 0.1, 2, 0.7, 0.5, 90, 3, 14);

  @TempDir static Path directory;
  private static Generation generation;

  @BeforeAll
  static void train() {
    generation = run(Clusters.data(), directory.resolve("models"), 1, false);
  }

  private static Generation run(DataSet data, Path to, long seed, boolean force) {
    var options =
        new TrainingRun.Options(new PooledModel(SMALL, SMALL.epochs()), seed, null, force);
    return new TrainingRun(data, Clusters.TEXT, options, Progress.SILENT).run(new Registry(to));
  }

  @Test
  void beatsPopularityOnAWindowItHasNotSeen() {
    Map<String, Double> test = generation.manifest().metrics().get("test");

    assertThat(test.get("pooled.fresh.ndcg@10"))
        .isGreaterThan(1.5 * test.get("popularity.fresh.ndcg@10"))
        .isBetween(test.get("pooled.fresh.ndcg@10.low"), test.get("pooled.fresh.ndcg@10.high"));
  }

  @Test
  void tellsEpochByEpochHowItLearned() {
    List<LearningCurve> curves = generation.manifest().learning();

    assertThat(curves).extracting(LearningCurve::label).containsExactly("slow", "mixed");
    assertThat(curves)
        .allSatisfy(
            curve ->
                assertThat(curve.points())
                    .first()
                    .extracting(LearningCurve.Point::epoch)
                    .isEqualTo(1));
    assertThat(
            curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(point -> Objects.requireNonNull(point.score()))
                .max())
        .as("the best of them is what was chosen")
        .hasValue(generation.manifest().metrics().get("validation").get("pooled.fresh.ndcg@10"));
    List<LearningCurve.Point> slow = curves.getFirst().points();
    assertThat(Objects.requireNonNull(slow.getLast().loss()))
        .isPositive()
        .isLessThan(Objects.requireNonNull(slow.getFirst().loss()));
  }

  @Test
  void recommendsOfTheGroupThatTheUserLikes() {
    var history =
        List.of(
            new RecentItem("item-3", EventType.PURCHASE, 1),
            new RecentItem("item-8", EventType.PURCHASE, 2));
    float[] user = generation.encoder().vector(generation.encode(history)).orElseThrow();
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < generation.items().size(); row++) {
      double score = dot(user, generation.items().vectors().row(row));
      if (score > highest) {
        highest = score;
        best = row;
      }
    }

    assertThat(generation.items().category(generation.items().id(best))).isEqualTo("category 3");
  }

  @Test
  void givesAnItemNobodyTouchedAVectorLikeItsOwnGroup() {
    ContentProjection projection = generation.content().orElseThrow();
    float[] fresh = projection.vector(Clusters.TEXT.encode("group2"), Item.of("new"));
    float[] likes2 = user("item-2");
    float[] likes4 = user("item-4");

    assertThat(dot(likes2, fresh)).isGreaterThan(dot(likes4, fresh));
  }

  private static float[] user(String itemId) {
    var history = List.of(new RecentItem(itemId, EventType.PURCHASE, 1));
    return generation.encoder().vector(generation.encode(history)).orElseThrow();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void givesTheSameGenerationForTheSameSeed() throws Exception {
    Generation again = run(Clusters.data(), directory.resolve("again"), 1, false);

    assertThat(tensors(again)).isEqualTo(tensors(generation));
  }

  @Test
  void givesAnotherGenerationForAnotherSeed() throws Exception {
    Generation other = run(Clusters.data(), directory.resolve("other"), 2, false);

    assertThat(tensors(other)).isNotEqualTo(tensors(generation));
  }

  private static byte[] tensors(Generation of) throws Exception {
    return Files.readAllBytes(of.directory().resolve("tensors.safetensors"));
  }

  @Test
  void refusesAGenerationThatIsWorseThanPopularityAndWritesNothing() {
    DataSet chance = Noise.data();
    Path models = directory.resolve("refused");

    assertThatThrownBy(() -> run(chance, models, 1, false))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("popularity")
        .hasMessageContaining("ndcg@10");
    assertThat(new Registry(models).list()).isEmpty();
  }

  @Test
  void publishesWhatTheGateRefusesWhenForced() {
    Generation forced = run(Noise.data(), directory.resolve("forced"), 1, true);

    assertThat(forced.items().size()).isPositive();
  }
}
