package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.search.index.MergePlan.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MergePlanTest {
  @Test
  void leavesAGraphAloneBesideLittle() {
    assertThat(MergePlan.due(List.of())).isEmpty();
    assertThat(MergePlan.due(List.of(new Size("a", 200_000, 0)))).isEmpty();
    assertThat(MergePlan.due(List.of(new Size("a", 200_000, 900), new Size("b", 10_000, 0))))
        .isEmpty();
  }

  @Test
  void mergesEqualOnesAndAllThatAreSmaller() {
    Size large = new Size("a", 200_000, 0);
    Size first = new Size("b", 10_000, 0);
    Size second = new Size("c", 9_000, 1_000);
    Size small = new Size("d", 10, 0);
    assertThat(MergePlan.due(List.of(small, second, large, first)))
        .as("9,010 are fewer than 10,000; what is deleted of the smaller ones does not count")
        .containsExactly();
    Size third = new Size("e", 1_000, 0);
    assertThat(MergePlan.due(List.of(small, second, third, large, first)))
        .containsExactly(first, second, third, small);
  }

  @Test
  void writesAgainWhatIsHalfDeleted() {
    Size half = new Size("a", 5_000, 5_000);
    assertThat(MergePlan.due(List.of(half, new Size("b", 20_000, 0)))).containsExactly(half);
  }

  @Test
  void segmentsStayFewAndRowsAreSeldomWrittenAgain() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    List<Size> segments = new ArrayList<>(List.of(new Size("0", 1_000_000, 0)));
    long written = 0;
    long again = 0;
    for (int i = 1; i <= 500; i++) {
      int rows = 1_000 + random.nextInt(9_000);
      segments.add(new Size("w" + i, rows, 0));
      written += rows;
      for (List<Size> due = MergePlan.due(segments);
          !due.isEmpty();
          due = MergePlan.due(segments)) {
        segments.removeAll(due);
        int sum = due.stream().mapToInt(Size::live).sum();
        segments.add(new Size("m" + i + "-" + segments.size(), sum, 0));
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
}
