package io.limpet.trainer.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.EventType;
import io.limpet.core.item.Item;
import io.limpet.trainer.Clusters;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import io.limpet.trainer.read.SuppliedVectors;
import io.limpet.trainer.train.Embeddings;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What sequence encoders learn from vectors that came along with the items. */
class ItemVectorsTest {
  private static final SequenceHyper SMALL =
      SequenceHyper.of(SequenceHyper.Cell.EMA).sized(16, 1).with(12);
  private static final List<Item> ITEMS =
      IntStream.range(0, Clusters.ITEMS).mapToObj(i -> Item.of(Clusters.item(i))).toList();

  /** Ids only, and in every group two items that nobody has touched. */
  @Test
  void placesAnUntouchedItemAmongThoseThatLookLikeIt() {
    Interactions touched = withoutNew(Clusters.interactions(200, 12, 7));
    ContentFeatures content = ContentFeatures.none(ITEMS).with(pictures());

    Embeddings learned = new SequenceModel(SMALL).train(set(touched, content));

    int right = 0;
    for (int item = 0; item < Clusters.ITEMS; item++) {
      if (isNew(item)) {
        right += groupOfNearest(learned, item) == item % Clusters.GROUPS ? 1 : 0;
      }
    }
    assertThat(right).isGreaterThanOrEqualTo(8);
    assertThat(learned.content()).isNull();
  }

  @Test
  void anItemWithoutTouchTextOrVectorHasNoPlace() {
    Interactions touched = withoutNew(Clusters.interactions(50, 12, 7));

    Embeddings learned =
        new SequenceModel(SMALL.with(1)).train(set(touched, ContentFeatures.none(ITEMS)));

    assertThat(learned.known()).doesNotContain(3);
    assertThat(learned.known()).contains(13);
  }

  /** The numbers of texts come first: what a generation keeps of them stays true beside vectors. */
  @Test
  void textsAreTheSameBesideVectors() {
    float[][] texts = new float[Clusters.ITEMS][];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = new float[] {i % 5, i % 3, i % 7, 0, 0};
    }
    List<Item> items = Clusters.catalogue();
    var alone = ItemFeatures.of(new ContentFeatures(items, "made up", texts));

    var both = ItemFeatures.of(new ContentFeatures(items, "made up", texts).with(pictures()));

    assertThat(alone.width()).isEqualTo(3);
    assertThat(both.width()).isEqualTo(3 + Clusters.GROUPS);
    for (int item = 0; item < items.size(); item++) {
      for (int k = 0; k < alone.width(); k++) {
        assertThat(both.numbers()[item * both.width() + k])
            .isCloseTo(alone.numbers()[item * alone.width() + k], within(1e-6f));
      }
    }
  }

  private static boolean isNew(int item) {
    return item < 2 * Clusters.GROUPS;
  }

  private static SuppliedVectors pictures() {
    float[][] rows = new float[Clusters.ITEMS][Clusters.GROUPS];
    boolean[] has = new boolean[Clusters.ITEMS];
    Arrays.fill(has, true);
    var random = new SplittableRandom(1);
    for (int item = 0; item < rows.length; item++) {
      for (int c = 0; c < Clusters.GROUPS; c++) {
        rows[item][c] = (float) random.nextGaussian(c == item % Clusters.GROUPS ? 1 : 0, 0.2);
      }
    }
    return new SuppliedVectors(rows, has);
  }

  private static Interactions withoutNew(Interactions all) {
    var builder = new InteractionsBuilder().withItems(ITEMS.stream().map(Item::itemId).toList());
    for (int user = 0; user < all.users(); user++) {
      for (int i = all.begin(user); i < all.end(user); i++) {
        if (!isNew(all.item(i))) {
          builder.add(
              all.userIds().get(user),
              Clusters.item(all.item(i)),
              EventType.ofCode(all.type(i)),
              all.millis(i));
        }
      }
    }
    return builder.build();
  }

  private static int groupOfNearest(Embeddings learned, int item) {
    int best = -1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int other = 0; other < Clusters.ITEMS; other++) {
      double cosine = dot(learned, item, other) / Math.sqrt(dot(learned, other, other));
      if (!isNew(other) && cosine > highest) {
        highest = cosine;
        best = other;
      }
    }
    return best % Clusters.GROUPS;
  }

  private static double dot(Embeddings learned, int one, int other) {
    int width = SMALL.width();
    int a = place(learned, one) * width;
    int b = place(learned, other) * width;
    double sum = 0;
    for (int c = 0; c < width; c++) {
      sum += learned.vectors()[a + c] * learned.vectors()[b + c];
    }
    return sum;
  }

  /** Known items are in the order of their numbers. */
  private static int place(Embeddings learned, int item) {
    return Arrays.binarySearch(learned.known(), item);
  }

  private static TrainingSet set(Interactions rows, ContentFeatures content) {
    return new TrainingSet(rows, content, rows.lastMillis() + 1, 1, Progress.SILENT);
  }
}
