package io.limpet.trainer.tower;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.item.Item;
import io.limpet.trainer.evaluate.TopK;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Popularity;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import io.limpet.trainer.read.SuppliedVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A shop of 20 groups of 20 items; every tenth item of a group appears after training. */
class ContentTest {
  private static final int GROUPS = 20;
  private static final int ITEMS = 400;

  private static List<Item> catalogue(boolean tokens) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(
          new Item(
              "i" + i,
              "title",
              null,
              List.of("shop"),
              i % 3 == 0 ? "brand " + i % 7 : null,
              10.0 + i % 13,
              null,
              null,
              null,
              tokens ? List.of("group=" + i % GROUPS, "colour=" + i % 9) : List.of()));
    }
    return items;
  }

  private static Interactions interactions(boolean withNew, List<Item> catalogue) {
    var random = new SplittableRandom(5);
    var builder =
        new InteractionsBuilder().withItems(catalogue.stream().map(Item::itemId).toList());
    for (int user = 0; user < 300; user++) {
      for (int i = 0; i < 12; i++) {
        // The smaller numbers of a group are the better sold.
        double u = random.nextDouble();
        int item = user % GROUPS + GROUPS * (int) (ITEMS / GROUPS * u * u);
        if (random.nextInt(10) == 0) {
          item = random.nextInt(ITEMS);
        }
        if (withNew || !isNew(item)) {
          builder.add("u" + user, "i" + item, EventType.PURCHASE, 1000L * i);
        }
      }
    }
    return builder.build();
  }

  private static boolean isNew(int item) {
    return item / GROUPS % 10 == 3;
  }

  private static TrainingSet set(Interactions rows, ContentFeatures content) {
    return new TrainingSet(rows, content, rows.lastMillis() + 1, 2, Progress.SILENT);
  }

  /** Share of the new items each user took that are among the first 20, all items ranked. */
  private static double recallOfNew(Recommender of, Interactions known, Interactions all) {
    float[][] scores = new float[1][ITEMS];
    int found = 0;
    int asked = 0;
    for (int user = 0; user < all.users(); user++) {
      of.score(List.of(new History(known, known.begin(user), known.end(user))), scores);
      for (int row = known.begin(user); row < known.end(user); row++) {
        scores[0][known.item(row)] = Recommender.UNKNOWN;
      }
      List<Integer> first = java.util.Arrays.stream(TopK.of(scores[0], 20)).boxed().toList();
      for (int row = all.begin(user); row < all.end(user); row++) {
        if (isNew(all.item(row))) {
          asked++;
          found += first.contains(all.item(row)) ? 1 : 0;
        }
      }
    }
    assertThat(asked).isGreaterThan(100);
    return (double) found / asked;
  }

  private static double[] newItems(ContentFeatures content) {
    Interactions known = interactions(false, content.items());
    Interactions all = interactions(true, content.items());
    Recommender learned = new Content().train(set(known, content));
    // Popularity is even told how often the new items will be taken.
    Recommender popular = new Popularity().train(set(all, content));
    return new double[] {recallOfNew(learned, known, all), recallOfNew(popular, known, all)};
  }

  @Test
  void findsNewItemsByTheirTokens() {
    double[] recalls = newItems(ContentFeatures.none(catalogue(true)));

    assertThat(recalls[0]).isGreaterThan(3 * recalls[1]).isGreaterThan(0.5);
  }

  @Test
  void findsNewItemsByTheirTexts() {
    List<Item> items = catalogue(false);
    float[][] texts = new float[ITEMS][];
    for (int i = 0; i < ITEMS; i++) {
      texts[i] = ofGroup(i);
    }
    double[] recalls = newItems(new ContentFeatures(items, "made up", texts));

    assertThat(recalls[0]).isGreaterThan(3 * recalls[1]).isGreaterThan(0.5);
  }

  /** Pictures tell, titles do not; every ninth item has none, and is not placed. */
  @Test
  void findsNewItemsByVectorsThatCameAlong() {
    List<Item> items = new ArrayList<>();
    float[][] pictures = new float[ITEMS][];
    boolean[] has = new boolean[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      items.add(Item.of("i" + i));
      has[i] = isNew(i) || i % 9 != 0;
      pictures[i] = has[i] ? ofGroup(i) : new float[32];
    }
    double[] recalls =
        newItems(ContentFeatures.none(items).with(new SuppliedVectors(pictures, has)));

    assertThat(recalls[0]).isGreaterThan(3 * recalls[1]).isGreaterThan(0.5);
  }

  private static float[] ofGroup(int item) {
    float[] vector = new float[32];
    var random = new SplittableRandom(item % GROUPS);
    var noise = new SplittableRandom(1000 + item);
    for (int c = 0; c < vector.length; c++) {
      vector[c] = (float) (random.nextGaussian() + 0.5 * noise.nextGaussian());
    }
    return vector;
  }

  @Test
  void doesNotPlaceItemsThatSayNothing() {
    List<Item> items = new ArrayList<>(catalogue(true));
    items.set(11, Item.of("i11"));
    ContentFeatures content = ContentFeatures.none(items);
    Interactions rows = interactions(true, items);
    float[][] scores = new float[1][ITEMS];

    new Content()
        .train(set(rows, content))
        .score(List.of(new History(rows, rows.begin(3), rows.end(3))), scores);

    assertThat(scores[0][11]).isEqualTo(Recommender.UNKNOWN);
    assertThat(scores[0][12]).isFinite();
  }
}
