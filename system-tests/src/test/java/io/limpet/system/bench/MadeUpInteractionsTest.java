package io.limpet.system.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MadeUpInteractionsTest {
  private static final MadeUpInteractions MADE = new MadeUpInteractions(200_000, 2_000, 7);

  @TempDir private Path folder;

  @Test
  void sameSeedMakesTheSameFileAndAnotherSeedAnother() {
    Path one = folder.resolve("one.csv");
    Path same = folder.resolve("same.csv");
    Path other = folder.resolve("other.csv");
    new MadeUpInteractions(5_000, 300, 7).writeInteractions(one);
    new MadeUpInteractions(5_000, 300, 7).writeInteractions(same);
    new MadeUpInteractions(5_000, 300, 8).writeInteractions(other);

    assertThat(one).hasSameTextualContentAs(same);
    assertThat(one.toFile().length()).isNotEqualTo(other.toFile().length());
  }

  @Test
  void writesAsManyRowsAndItemsAsAskedFor() throws IOException {
    var small = new MadeUpInteractions(5_000, 300, 7);
    Path rows = folder.resolve("rows.csv");
    Path items = folder.resolve("items.jsonl");
    small.writeInteractions(rows);
    small.writeItems(items);

    assertThat(Files.readAllLines(rows))
        .hasSize(5_001)
        .first()
        .isEqualTo("user_id,item_id,event,timestamp");
    assertThat(Files.readAllLines(items)).hasSize(300).contains("{\"item_id\":\"i299\"}");
  }

  /** By Zipf, the logarithm of the popularity falls by about 1 with that of the rank. */
  @Test
  void popularityFallsWithTheRank() throws IOException {
    int[] counts = new int[MADE.items()];
    MADE.forEach((user, item, type, second) -> counts[item]++);
    Arrays.sort(counts);

    double high = mean(counts, 4, 16);
    double low = mean(counts, 64, 256);
    // The means of ranks 4-16 and 64-256 are a factor of 16 apart.
    assertThat(Math.log(high / low) / Math.log(16)).isCloseTo(1, within(0.35));
  }

  private static double mean(int[] ascending, int fromRank, int toRank) {
    int size = ascending.length;
    return Arrays.stream(ascending, size - toRank, size - fromRank).average().orElseThrow();
  }

  /** There is something to learn: a user's items are of far fewer clusters than chance has it. */
  @Test
  void usersHaveTastes() throws IOException {
    Set<Integer> clusters = new HashSet<>();
    int[] users = {0};
    int[] distinct = {0};
    int[] last = {-1};
    int[] events = {0};
    MADE.forEach(
        (user, item, type, second) -> {
          if (user != last[0]) {
            distinct[0] += clusters.size();
            clusters.clear();
            last[0] = user;
            users[0]++;
          }
          events[0]++;
          clusters.add(item % MADE.clusters());
        });

    assertThat(MADE.clusters()).isEqualTo(20);
    assertThat((double) events[0] / users[0]).isCloseTo(20, within(1.0));
    assertThat((double) distinct[0] / users[0]).isLessThan(7);
  }

  @Test
  void timesOfAUserNeverGoBack() throws IOException {
    int[] last = {-1};
    long[] time = {0};
    MADE.forEach(
        (user, item, type, second) -> {
          if (user == last[0]) {
            assertThat(second).isGreaterThanOrEqualTo(time[0]);
          }
          last[0] = user;
          time[0] = second;
        });
  }
}
