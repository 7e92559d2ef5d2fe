package io.limpet.system.newcomer;

import io.limpet.core.item.Item;
import io.limpet.core.item.ItemWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A shop that can be learned in seconds: every user wanders through one category, never over the
 * same item twice, over two months that end yesterday.
 */
final class SmallShop {
  static final List<String> CATEGORIES =
      List.of("Teapots", "Lanterns", "Ribbons", "Clocks", "Baskets", "Puzzles");

  static final int USERS = 180;
  private static final int ITEMS_PER_CATEGORY = 30;
  private static final int VIEWS_PER_USER = 14;
  private static final Duration SPAN = Duration.ofDays(60);

  private SmallShop() {}

  static String category(int user) {
    return CATEGORIES.get(user % CATEGORIES.size());
  }

  static String user(int number) {
    return "newcomer-" + number;
  }

  /** How many interactions there are. */
  static int interactions() {
    return USERS * VIEWS_PER_USER;
  }

  static Path writeItems(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String category : CATEGORIES) {
      for (int i = 0; i < ITEMS_PER_CATEGORY; i++) {
        var item =
            new Item(
                id(category, i),
                category + " number " + i,
                null,
                List.of(category),
                null,
                1.0 + i,
                "GBP",
                5,
                null,
                List.of());
        lines.add(new String(ItemWriter.write(item), StandardCharsets.UTF_8));
      }
    }
    return Files.write(file, lines);
  }

  static Path writeInteractions(Path file) throws IOException {
    Random random = new Random(5);
    Instant end = Instant.now().truncatedTo(ChronoUnit.DAYS);
    List<String> lines = new ArrayList<>();
    lines.add("user_id,item_id,event,timestamp");
    for (int user = 0; user < USERS; user++) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < ITEMS_PER_CATEGORY; i++) {
        order.add(i);
      }
      Collections.shuffle(order, random);
      for (int view = 0; view < VIEWS_PER_USER; view++) {
        Instant time = end.minusMillis(random.nextLong(SPAN.toMillis()));
        lines.add(
            "%s,%s,view_item,%s".formatted(user(user), id(category(user), order.get(view)), time));
      }
    }
    return Files.write(file, lines);
  }

  private static String id(String category, int number) {
    return category + "-" + number;
  }
}
