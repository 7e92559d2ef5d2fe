package io.limpet.trainer.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.EventType;
import io.limpet.core.item.Item;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.History;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import io.limpet.trainer.read.UserAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  private static Item item(String id, Double price, List<String> attributes) {
    return new Item(id, null, null, List.of(), null, price, null, null, null, attributes);
  }

  private static final List<Item> ITEMS =
      List.of(
          item("a", 10.0, List.of("red", "wool")),
          item("b", 20.0, List.of("wool", "red")),
          item("c", 30.0, List.of("blue", "silk")),
          item("d", null, List.of("red", "silk")),
          Item.of("e"));

  private static float[] row(ItemRows of, int item) {
    float[] row = new float[of.columns()];
    of.copy(item, row, 0);
    return row;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int c = 3; c < a.length; c++) {
      sum += (a[c] - b[c]) * (a[c] - b[c]);
    }
    return sum;
  }

  @Test
  void itemsAreAsNearAsTheTokensTheyShare() {
    ItemRows of = ItemRows.of(ContentFeatures.none(ITEMS), 64, false);

    assertThat(distance(row(of, 0), row(of, 1))).isCloseTo(0, within(1e-6));
    assertThat(distance(row(of, 0), row(of, 3))).isLessThan(distance(row(of, 0), row(of, 2)));
    assertThat(of.says(3)).isTrue();
  }

  @Test
  void itemsThatSayNothingAreAllZero() {
    ItemRows of = ItemRows.of(ContentFeatures.none(ITEMS), 16, false);

    assertThat(of.says(4)).isFalse();
    assertThat(row(of, 4)).containsOnly(0);
  }

  @Test
  void usersWhoDoMoreAndSpendMoreHaveHigherNumbers() {
    var builder = new InteractionsBuilder().withItems(List.of("a", "b", "c", "d", "e"));
    long day = 86_400_000;
    builder.add("few", "a", EventType.PURCHASE, day);
    for (int i = 0; i < 5; i++) {
      builder.add("many", "c", EventType.PURCHASE, (10 + i) * day);
    }
    builder.add("unpriced", "d", EventType.VIEW_ITEM, 5 * day);
    Interactions rows = builder.build();
    var features = new UserFeatures(rows, ITEMS, 20 * day, UserAttributes.NONE, 8);
    float[][] of = new float[3][features.columns()];
    for (int user = 0; user < 3; user++) {
      features.write(new History(rows, rows.begin(user), rows.end(user)), of[user], 0);
    }

    assertThat(of[1][0]).isGreaterThan(of[0][0]);
    assertThat(of[1][1]).as("days since the last event").isLessThan(of[0][1]);
    assertThat(of[1][2]).isGreaterThan(of[2][2]);
    assertThat(of[2][2]).as("no price known").isBetween(of[0][2], of[1][2]);
  }

  @Test
  void usersHaveTheirAttributesBesideWhatTheyDidAndStrangersHaveNone() {
    var builder = new InteractionsBuilder().withItems(List.of("a"));
    for (String user : List.of("u", "v", "w", "x")) {
      builder.add(user, "a", EventType.PURCHASE, 1);
    }
    Interactions rows = builder.build();
    var known =
        new UserAttributes(List.of(List.of("DE"), List.of("FR"), List.of("DE"), List.of()), 3);
    var features = new UserFeatures(rows, ITEMS, 2, known, 16);
    float[][] of = new float[5][features.columns()];
    for (int user = 0; user < 4; user++) {
      features.write(new History(rows, rows.begin(user), rows.end(user)), of[user], 0);
    }
    var strangers = new InteractionsBuilder();
    strangers.add("u", "a", EventType.PURCHASE, 1);
    features.write(new History(strangers.build(), 0, 1), of[4], 0);

    assertThat(features.columns()).isEqualTo(3 + 16);
    assertThat(of[0]).isEqualTo(of[2]);
    assertThat(distance(of[0], of[1])).isGreaterThan(1);
    assertThat(of[3]).endsWith(new float[16]);
    assertThat(of[4]).endsWith(new float[16]);
  }

  @Test
  void questionsAreAboutNewItemsAfterEarlierMoments() {
    var builder = new InteractionsBuilder();
    builder.add("u", "a", EventType.PURCHASE, 1);
    builder.add("u", "b", EventType.PURCHASE, 1);
    builder.add("u", "c", EventType.PURCHASE, 2);
    builder.add("u", "d", EventType.PURCHASE, 2);
    builder.add("u", "a", EventType.PURCHASE, 3);
    builder.add("u", "e", EventType.REFUND, 4);
    builder.add("u", "f", EventType.VIEW_ITEM, 5);

    Questions of = Questions.of(builder.build(), 3);

    assertThat(of.answers()).containsExactly(2, 3, 6);
    assertThat(of.begins()).containsExactly(0, 0, 3);
    assertThat(of.ends()).containsExactly(2, 2, 6);
  }
}
