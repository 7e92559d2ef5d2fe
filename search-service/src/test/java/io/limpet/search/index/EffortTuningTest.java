package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.search.state.ItemIds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffortTuningTest {
  private static final int ITEMS = 4_000;

  @TempDir Path folder;

  private Effort tuned(double recall) {
    Generation generation =
        RandomGeneration.write(new Registry(folder.resolve("models")), "g" + recall, ITEMS, 32, 5);
    var settings = new HnswSettings(8, 40, 20, recall, false);
    try (LuceneVectorIndex index =
        LuceneVectorIndex.open(folder.resolve("i" + recall), generation, settings, new ItemIds())) {
      return index.effort();
    }
  }

  @Test
  void looksFartherForMoreRecallAndForMoreHits() {
    Effort low = tuned(0.7);
    Effort high = tuned(0.99);
    assertThat(high.hundred()).isGreaterThan(low.hundred());
    assertThat(high.hundred()).isGreaterThan(high.ten());
    assertThat(high.comparisons()).isPositive();
  }

  @Test
  void leavesWhatIsSetWithoutARecallToReach() {
    assertThat(tuned(0)).isEqualTo(new Effort(20, 20, 30, false));
  }
}
