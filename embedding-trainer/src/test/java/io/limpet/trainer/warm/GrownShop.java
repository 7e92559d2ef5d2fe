package io.limpet.trainer.warm;

import io.limpet.core.event.EventType;
import io.limpet.core.item.Item;
import io.limpet.trainer.Clusters;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The made-up shop of {@link Clusters} at two times. At the later one more has happened, the
 * catalogue comes in another order, and an item with a label of its own has been added.
 */
final class GrownShop {
  static final String NEW_ITEM = "item-new";
  private static final Interactions ALL = Clusters.interactions(500, 12, 7);
  private static final double THEN = 0.8;

  private GrownShop() {}

  /** The time of the last interaction of {@link #then}, epoch milliseconds, and one more. */
  static long cut() {
    long[] times = new long[ALL.size()];
    for (int row = 0; row < times.length; row++) {
      times[row] = ALL.millis(row);
    }
    java.util.Arrays.sort(times);
    return times[(int) (times.length * THEN)];
  }

  static DataSet then() {
    return new DataSet(ALL.before(cut()), Clusters.catalogue(), 0);
  }

  static DataSet now() {
    List<Item> catalogue = new ArrayList<>(Clusters.catalogue());
    Item like = catalogue.get(0);
    catalogue.add(
        new Item(
            NEW_ITEM,
            like.title(),
            null,
            List.of(like.categories().get(0), "category of its own"),
            null,
            2.0,
            "GBP",
            null,
            null,
            List.of()));
    Collections.reverse(catalogue);
    var builder =
        new InteractionsBuilder().withItems(catalogue.stream().map(Item::itemId).toList());
    for (int user = 0; user < ALL.users(); user++) {
      for (int row = ALL.begin(user); row < ALL.end(user); row++) {
        builder.add(
            ALL.userIds().get(user),
            ALL.itemIds().get(ALL.item(row)),
            EventType.ofCode(ALL.type(row)),
            ALL.millis(row));
      }
    }
    for (int user = 0; user < 40; user += Clusters.GROUPS) {
      builder.add("user-" + user, NEW_ITEM, EventType.PURCHASE, ALL.lastMillis());
    }
    return new DataSet(builder.build(), catalogue, 0);
  }
}
