package io.limpet.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.generation.LearningCurve;
import io.limpet.core.item.Item;
import io.limpet.trainer.Clusters;
import io.limpet.trainer.evaluate.Comparison;
import io.limpet.trainer.evaluate.EmbeddingMap;
import io.limpet.trainer.evaluate.Plan;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.ItemVectors;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Popularity;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.UserAttributes;
import io.limpet.trainer.split.LeaveOneOut;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  /** Knows nothing, but has all that a report can show. */
  private record Showy(String name) implements Model {
    @Override
    public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
      Recommender trained = train(set);
      var points =
          List.of(
              new LearningCurve.Point(1, 0.9, 0.1),
              new LearningCurve.Point(2, 0.5, null),
              new LearningCurve.Point(3, 0.4, 0.2));
      return new Choice(
          this,
          trained,
          judge.applyAsDouble(trained),
          List.of(new LearningCurve("wide & deep", points)));
    }

    @Override
    public Recommender train(TrainingSet set) {
      Recommender popularity = new Popularity().train(set);
      int items = set.interactions().items();
      float[] rows = new float[items * 4];
      var random = new SplittableRandom(1);
      for (int i = 0; i < rows.length; i++) {
        rows[i] = (float) random.nextGaussian();
      }
      return new Recommender() {
        @Override
        public void score(List<History> histories, float[][] scores) {
          popularity.score(histories, scores);
        }

        @Override
        public Optional<ItemVectors> itemVectors() {
          return Optional.of(new ItemVectors(IntStream.range(0, items).toArray(), rows, 4));
        }
      };
    }
  }

  private static Item item(int number, String title, String... categories) {
    return new Item(
        Clusters.item(number),
        title,
        null,
        List.of(categories),
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  private static String page(Model... models) {
    List<Item> catalogue =
        IntStream.range(0, Clusters.ITEMS)
            .mapToObj(i -> item(i, "<script>alert(" + i + ")</script>", "All", "Kind " + i % 3))
            .toList();
    Comparison comparison =
        Comparison.of(
            new Plan(
                LeaveOneOut.of(Clusters.interactions(60, 8, 2)),
                List.of(models),
                List.of(Scope.FRESH),
                ContentFeatures.none(catalogue),
                UserAttributes.NONE,
                List.of(1L),
                Optional.empty()),
            Progress.SILENT);
    return HtmlReport.of(comparison, catalogue);
  }

  @Test
  void showsWhatModelsGiveAndTakesNoMarkupFromShops() {
    String page = page(new Popularity(), new Showy("a<b"));

    assertThat(page)
        .contains("a&lt;b", "wide &amp; deep", "&lt;script&gt;alert(")
        .contains("loss", "NDCG@10 on validation", "epoch 3: 0.4000")
        .doesNotContain("<script", "epoch 2: NaN", "NaN", "Infinity");
  }

  @Test
  void coloursByTheFirstLevelOfCategoriesThatTellsItemsApart() {
    assertThat(page(new Showy("x")))
        .contains("Kind 0</span>", "Kind 2</span>")
        .doesNotContain("All</span>");
  }

  @Test
  void saysThatThereIsNothingToDraw() {
    assertThat(page(new Popularity()))
        .contains("None of these models has item vectors.")
        .doesNotContain("by epoch");
  }

  @Test
  void drawsAMapOfItemsWithoutCategories() {
    List<Item> bare = IntStream.range(0, 20).mapToObj(i -> Item.of("i" + i)).toList();
    float[] rows = new float[60];
    IntStream.range(0, 60).forEach(i -> rows[i] = i * i % 7);
    EmbeddingMap map =
        EmbeddingMap.of(new ItemVectors(IntStream.range(0, 20).toArray(), rows, 3)).orElseThrow();

    assertThat(new MapSection(map, bare).html("m"))
        .contains("<circle", "i3")
        .doesNotContain("other<");
  }

  @Test
  void tellsTheNinthModelFromTheFirst() {
    assertThat(Plots.series(8)).isEqualTo("s0 hollow").isNotEqualTo(Plots.series(0));
  }

  @Test
  void putsTicksAtRoundValuesInsideTheAxis() {
    Axis axis = new Axis(-0.013, 0.057, 0, 100);

    assertThat(axis.ticks(4).stream().map(axis::label).toList())
        .containsExactly("0.000", "0.020", "0.040");
    assertThat(axis.at(-0.013)).isZero();
    assertThat(new Axis(3, 3, 0, 1).ticks(3)).allMatch(Double::isFinite);
  }
}
