package io.limpet.trainer.tower;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.item.Item;
import io.limpet.trainer.checkpoint.Checkpoint;
import io.limpet.trainer.evaluate.TopK;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import io.limpet.trainer.read.UserAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A shop in four countries that sells ten things everywhere and ten more to each country. Half of
 * the users have bought of the first alone: only where they live tells what they take next.
 */
class NcfTest {
  private static final int COUNTRIES = 4;
  private static final int EACH = 10;
  private static final int ITEMS = EACH * (1 + COUNTRIES);
  private static final int USERS = 600;

  private static int country(int user) {
    return user / 2 % COUNTRIES;
  }

  private static boolean isAsked(int user) {
    return user % 2 == 1;
  }

  private static Interactions interactions() {
    var random = new SplittableRandom(3);
    var builder = new InteractionsBuilder();
    for (int item = 0; item < ITEMS; item++) {
      builder.withItems(List.of("i" + item));
    }
    for (int user = 0; user < USERS; user++) {
      for (int i = 0; i < 4; i++) {
        builder.add("u" + user, "i" + random.nextInt(EACH), EventType.PURCHASE, 1000L * i);
      }
      for (int i = 0; i < 4 && !isAsked(user); i++) {
        int item = EACH * (1 + country(user)) + random.nextInt(EACH);
        builder.add("u" + user, "i" + item, EventType.PURCHASE, 10_000 + 1000L * i);
      }
    }
    return builder.build();
  }

  /** Of the first ten new items of those who are asked, the share that is their country's. */
  private static double share(UserAttributes users) {
    Interactions rows = interactions();
    var set =
        new TrainingSet(
            rows,
            ContentFeatures.none(rows.itemIds().stream().map(Item::of).toList()),
            rows.lastMillis() + 1,
            2,
            Progress.SILENT,
            users,
            Checkpoint.NONE);
    Recommender ncf = new Ncf().train(set);
    float[][] scores = new float[1][ITEMS];
    int right = 0;
    int all = 0;
    for (int user = 1; user < USERS; user += 2) {
      ncf.score(List.of(new History(rows, rows.begin(user), rows.end(user))), scores);
      for (int item = 0; item < EACH; item++) {
        scores[0][item] = Recommender.UNKNOWN;
      }
      for (int item : TopK.of(scores[0], EACH)) {
        right += item / EACH - 1 == country(user) ? 1 : 0;
        all++;
      }
    }
    return (double) right / all;
  }

  @Test
  void learnsFromWhereUsersLive() {
    List<List<String>> countries = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      countries.add(List.of("country=" + country(user), "newsletter=" + user % 3));
    }
    double with = share(new UserAttributes(countries, USERS));
    double without = share(UserAttributes.NONE);

    assertThat(without).as("by chance a quarter").isLessThan(0.4);
    assertThat(with).isGreaterThan(0.7);
  }
}
