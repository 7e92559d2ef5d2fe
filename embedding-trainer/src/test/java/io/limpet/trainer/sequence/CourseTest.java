package io.limpet.trainer.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.trainer.Clusters;
import io.limpet.trainer.checkpoint.Checkpoint;
import io.limpet.trainer.checkpoint.Snapshot;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.train.Embeddings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourseTest {
  private static final SequenceHyper SMALL =
      SequenceHyper.of(SequenceHyper.Cell.EMA).sized(8, 1).with(12);
  private static final Interactions ROWS = Clusters.interactions(40, 6, 3);

  /** A disk in memory that is full now and then: each time as chance has it. */
  private static final class SometimesFull implements Checkpoint {
    private final Map<String, Snapshot> files = new TreeMap<>();
    private final SplittableRandom random;
    private double full;

    SometimesFull(SplittableRandom random, double full) {
      this.random = random;
      this.full = full;
    }

    @Override
    public Checkpoint of(String part) {
      return this;
    }

    @Override
    public boolean save(String name, Snapshot snapshot) {
      if (random.nextDouble() < full) {
        return false;
      }
      Map<String, float[]> copies = new HashMap<>();
      snapshot.arrays().forEach((key, array) -> copies.put(key, array.clone()));
      files.put(name, new Snapshot(snapshot.title(), snapshot.facts(), copies));
      return true;
    }

    @Override
    public Optional<Map<String, String>> load(String name, Map<String, float[]> into) {
      Optional<Snapshot> file = Optional.ofNullable(files.get(name));
      file.ifPresent(
          there ->
              into.forEach(
                  (key, array) ->
                      System.arraycopy(there.arrays().get(key), 0, array, 0, array.length)));
      return file.map(Snapshot::facts);
    }

    @Override
    public void keepOnly(String... names) {
      files.keySet().retainAll(List.of(names));
    }
  }

  /** The process is gone. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Says something of every model that tells nothing of what the next will be given. */
  private static double whim(Recommender trained) {
    return Math.floorMod(Arrays.hashCode(((Embeddings) trained).vectors()), 1000);
  }

  private static TrainingSet set(Checkpoint checkpoint, long seed) {
    return new TrainingSet(
        ROWS,
        ContentFeatures.none(Clusters.catalogue()),
        ROWS.lastMillis() + 1,
        seed,
        Progress.SILENT,
        checkpoint);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void endsTheSameHoweverOftenItWasKilledAndTheDiskWasFull(long seed) {
    var random = new SplittableRandom(seed);
    SequenceModel model = new SequenceModel(SMALL);
    Model.Choice expected = model.choose(set(Checkpoint.NONE, seed), CourseTest::whim);
    var disk = new SometimesFull(random.split(), 0.4);
    for (int run = 0; run < 4; run++) {
      int[] looks = {1 + random.nextInt(4)};
      try {
        model.choose(
            set(disk, seed),
            trained -> {
              if (looks[0]-- == 0) {
                throw new Killed();
              }
              return whim(trained);
            });
      } catch (Killed e) {
        assertThat(disk.files.keySet().stream().filter(name -> name.startsWith("best")))
            .as("what it names, and what is best by now")
            .hasSizeLessThanOrEqualTo(2);
      }
    }
    disk.full = 0;

    Model.Choice resumed = model.choose(set(disk, seed), CourseTest::whim);

    assertThat(resumed.score()).isEqualTo(expected.score());
    assertThat(((SequenceModel) resumed.model()).parameters())
        .isEqualTo(((SequenceModel) expected.model()).parameters());
    assertThat(((Embeddings) resumed.trained()).vectors())
        .isEqualTo(((Embeddings) expected.trained()).vectors());
    assertThat(resumed.curves()).isEqualTo(expected.curves());
  }
}
