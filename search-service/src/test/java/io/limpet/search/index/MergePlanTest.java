package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.search.index.MergePlan.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MergePlanTest {
  private static final int GRAPH_FROM = 20_000;

  @Test
  void leavesAGraphAloneBesideLittle() {
    assertThat(due(List.of())).isEmpty();
    assertThat(due(List.of(merged("a", 200_000, 0)))).isEmpty();
    assertThat(due(List.of(merged("a", 200_000, 900), merged("b", 10_000, 0)))).isEmpty();
  }

  @Test
  void mergesEqualOnesAndAllThatAreSmaller() {
    Size large = merged("a", 200_000, 0);
    Size first = merged("b", 10_000, 0);
    Size second = merged("c", 9_000, 1_000);
    Size small = merged("d", 10, 0);
    assertThat(due(List.of(small, second, large, first)))
        .as("9,010 are fewer than 10,000; what is deleted of the smaller ones does not count")
        .containsExactly();
    Size third = merged("e", 1_000, 0);
    assertThat(due(List.of(small, second, third, large, first)))
        .containsExactly(first, second, third, small);
  }

  @Test
  void writesAgainWhatIsHalfDeleted() {
    Size half = merged("a", 5_000, 5_000);
    assertThat(due(List.of(half, merged("b", 20_000, 0)))).containsExactly(half);
  }

  @Test
  void givesAGraphToWhatWasWrittenAtOnceAndIsLarge() {
    Size large = merged("a", 1_000_000, 0);
    Size imported = new Size("b", GRAPH_FROM, 0, true);
    Size small = new Size("c", 10, 0, true);
    assertThat(due(List.of(large, imported, small))).containsExactly(imported, small);
    assertThat(due(List.of(large, new Size("b", GRAPH_FROM - 1, 0, true), small))).isEmpty();
    assertThat(due(List.of(large, merged("b", GRAPH_FROM, 0), small))).isEmpty();
  }

  @Test
  void segmentsStayFewAndRowsAreSeldomWrittenAgain() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    List<Size> segments = new ArrayList<>(List.of(merged("0", 1_000_000, 0)));
    long written = 0;
    long again = 0;
    for (int i = 1; i <= 500; i++) {
      int rows = 1_000 + random.nextInt(9_000);
      segments.add(new Size("w" + i, rows, 0, true));
      written += rows;
      for (List<Size> due = due(segments); !due.isEmpty(); due = due(segments)) {
        segments.removeAll(due);
        int sum = due.stream().mapToInt(Size::live).sum();
        segments.add(merged("m" + i + "-" + segments.size(), sum, 0));
        again += sum;
      }
      assertThat(segments.size()).as("after %d, seed %d", i, seed).isLessThanOrEqualTo(12);
      for (Size one : segments) {
        assertThat(segments.stream().filter(s -> s.live() < one.live()).mapToLong(Size::live).sum())
            .isLessThan(one.live());
      }
    }
    assertThat((double) again / written).as("seed %d", seed).isLessThan(14);
  }

  private static Size merged(String name, int live, int deleted) {
    return new Size(name, live, deleted, false);
  }

  private static List<Size> due(List<Size> segments) {
    return MergePlan.due(segments, GRAPH_FROM);
  }
}
