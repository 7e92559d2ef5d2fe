package io.limpet.trainer;

import io.limpet.core.event.EventType;
import io.limpet.core.item.Item;
import io.limpet.core.text.TextEncoder;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A made-up shop whose users each like one of several groups of items: an honest model learns the
 * groups, popularity cannot.
 */
public final class Clusters {
  public static final int GROUPS = 5;
  public static final int ITEMS = 60;
  public static final long BEGIN = 1_700_000_000_000L;
  private static final long HOUR = 3_600_000;

  private Clusters() {}

  public static String item(int number) {
    return "item-" + number;
  }

  public static Interactions interactions(int users, int each, long seed) {
    var random = new SplittableRandom(seed);
    var builder =
        new InteractionsBuilder().withItems(catalogue().stream().map(Item::itemId).toList());
    for (int user = 0; user < users; user++) {
      int group = user % GROUPS;
      long time = BEGIN + random.nextInt(200) * HOUR;
      for (int i = 0; i < each; i++) {
        int of = random.nextInt(10) == 0 ? random.nextInt(GROUPS) : group;
        builder.add(
            "user-" + user,
            item(of + GROUPS * random.nextInt(ITEMS / GROUPS)),
            EventType.PURCHASE,
            time);
        time += (1 + random.nextInt(40)) * HOUR;
      }
    }
    return builder.build();
  }

  public static List<Item> catalogue() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(
          new Item(
              item(i),
              "group" + i % GROUPS,
              null,
              List.of("category " + i % GROUPS),
              null,
              1.0 + i,
              "GBP",
              null,
              null,
              List.of()));
    }
    return items;
  }

  public static DataSet data() {
    return new DataSet(interactions(200, 12, 7), catalogue(), 0);
  }

  /** Tells the groups apart by the digit in the title; no model has to be loaded. */
  public static final TextEncoder TEXT =
      new TextEncoder() {
        @Override
        public String name() {
          return "digits";
        }

        @Override
        public int dimensions() {
          return GROUPS;
        }

        @Override
        public List<float[]> encode(List<String> texts) {
          return texts.stream()
              .map(
                  text -> {
                    float[] vector = new float[GROUPS];
                    vector[text.charAt("group".length()) - '0'] = 1;
                    return vector;
                  })
              .toList();
        }
      };
}
