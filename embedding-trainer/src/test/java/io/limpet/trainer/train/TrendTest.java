package io.limpet.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.trainer.Clusters;
import io.limpet.trainer.read.Interactions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrendTest {
  @Test
  void isTheSumOverAllEarlierEventsHalvedWithAge() {
    Interactions rows = Clusters.interactions(30, 10, 4);
    var trend = new Trend(rows, 3);
    var random = new SplittableRandom(2);
    for (int round = 0; round < 200; round++) {
      int item = random.nextInt(rows.items());
      long time = Clusters.BEGIN + random.nextLong(700L * 3_600_000);
      double count = 0;
      for (int row = 0; row < rows.size(); row++) {
        if (rows.item(row) == item && rows.millis(row) < time) {
          count += Math.pow(0.5, (time - rows.millis(row)) / 86_400_000.0 / 3);
        }
      }
      assertThat((double) trend.at(item, time))
          .as("item %d at %d", item, time)
          .isCloseTo(Math.log(count + 0.5), within(1e-4));
    }
  }
}
