package io.limpet.system.recount;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.engagement.Uniques;
import io.limpet.retail.OnlineRetail;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted live of the built-in shop is what SQL counts of its lake. */
class RecountTest {
  @TempDir Path lake;

  @Test
  void everyFigureOfTheBuiltInShopIsWhatSqlSays() throws Exception {
    Past past = Past.of(OnlineRetail.load().events());
    past.write(lake);
    Counted counted = Counted.of(past);
    try (var recount = new Recount(lake)) {
      Map<String, Long> wanted = recount.figures(false);
      assertThat(wanted).hasSizeGreaterThan(5_000);
      assertThat(counted.figures()).isEqualTo(wanted);

      long last = counted.days().keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
      for (long day = last - 60; day > last - 400; day -= 40) {
        long month = recount.visitors(day - 29, day);
        assertThat(counted.visitors(day - 29, day, 100_000).count()).isEqualTo(month);
      }
      long all = recount.visitors(0, last);
      Uniques estimate = counted.visitors(0, last, Uniques.EXACT);
      assertThat(estimate.isExact()).isFalse();
      assertThat((double) all).isBetween(estimate.low(), estimate.high());
    }
  }
}
