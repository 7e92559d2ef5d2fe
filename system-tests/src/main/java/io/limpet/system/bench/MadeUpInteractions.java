package io.limpet.system.bench;

import io.limpet.core.event.EventType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Interactions of nobody, as many as wanted, with something in them to learn. Items belong to
 * clusters, and both their popularity in all and that within a cluster are {@link Zipf}'s. A user
 * has two tastes: three of four events are with an item of one of them, of which every fifth is
 * with the item behind the last one in its cluster; the others are with any item. Seven of ten are
 * views, the rest carts and purchases. Users begin at any time of half a year and come back after
 * days.
 *
 * <p>The same size and seed give the same file.
 *
 * @param interactions how many
 * @param items how many there are to choose from; the file of items has all, whether touched or not
 * @param seed of every random number
 */
record MadeUpInteractions(int interactions, int items, long seed) {
  private static final int FEWEST_A_USER = 3;
  private static final int MEAN_A_USER = 20;
  private static final int ITEMS_A_CLUSTER = 100;
  private static final int MOST_CLUSTERS = 1_000;

  /** Long enough ago that no visitor of many, however long away, comes back in the future. */
  private static final long FIRST_SECOND = 1_600_000_000;

  private static final long HALF_A_YEAR = 182L * 86_400;
  private static final double DAYS_AWAY = 5 * 86_400.0;

  MadeUpInteractions {
    if (interactions < 1 || items < 2) {
      throw new IllegalArgumentException(
          "interactions is %d and items %d; give 1 or more and 2 or more"
              .formatted(interactions, items));
    }
  }

  /** Takes one event after the other, user by user and oldest first. */
  interface Sink {
    void accept(int user, int item, EventType type, long epochSecond) throws IOException;
  }

  int clusters() {
    return Math.clamp(items / ITEMS_A_CLUSTER, 1, MOST_CLUSTERS);
  }

  /** Makes all of them. */
  void forEach(Sink sink) throws IOException {
    int clusters = clusters();
    Zipf ofAll = new Zipf(items);
    Zipf ofCluster = new Zipf(items / clusters);
    var users = new SplittableRandom(seed);
    int left = interactions;
    for (int user = 0; left > 0; user++) {
      SplittableRandom random = users.split();
      int[] tastes = {random.nextInt(clusters), random.nextInt(clusters)};
      double more = random.nextExponential() * (MEAN_A_USER - FEWEST_A_USER);
      int length = Math.min(left, FEWEST_A_USER + (int) Math.round(more));
      long second = FIRST_SECOND + random.nextLong(HALF_A_YEAR);
      int last = -1;
      for (int i = 0; i < length; i++) {
        double kind = random.nextDouble();
        if (kind < 0.15 && last >= 0) {
          last = last + clusters < items ? last + clusters : last % clusters;
        } else if (kind < 0.75) {
          last = tastes[random.nextInt(3) / 2] + clusters * ofCluster.draw(random);
        } else {
          last = ofAll.draw(random);
        }
        sink.accept(user, last, type(random.nextDouble()), second);
        second +=
            random.nextInt(4) == 0
                ? (long) (random.nextExponential() * DAYS_AWAY)
                : 20 + random.nextInt(180);
      }
      left -= length;
    }
  }

  private static EventType type(double kind) {
    return kind < 0.7
        ? EventType.VIEW_ITEM
        : kind < 0.85 ? EventType.ADD_TO_CART : EventType.PURCHASE;
  }

  /** Writes them as {@code limpet train --interactions} takes them. */
  void writeInteractions(Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("user_id,item_id,event,timestamp\n");
      var line = new StringBuilder();
      forEach(
          (user, item, type, second) -> {
            line.setLength(0);
            line.append('u').append(user).append(",i").append(item).append(',');
            out.append(line.append(type.wireName()).append(',').append(second).append('\n'));
          });
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  /** Writes the items as {@code --items} takes them: ids only, so that no text is encoded. */
  void writeItems(Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int item = 0; item < items; item++) {
        out.write("{\"item_id\":\"i" + item + "\"}\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }
}
