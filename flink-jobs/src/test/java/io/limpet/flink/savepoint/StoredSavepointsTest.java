package io.limpet.flink.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.flink.RunningFlink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Savepoints that a release before this one took are restored, and the jobs go on from them as if
 * nothing had been. They are in the test resources, {@code savepoints/{release}/{job}/_metadata},
 * taken at parallelism 2 by {@link #main}, and never made anew: state of that age is out there. A
 * release that changes what a state is adds a folder and a value here.
 */
class StoredSavepointsTest {
  private static final String RELEASE = "2026-11";

  @RegisterExtension static final RunningFlink FLINK = new RunningFlink();

  @ParameterizedTest
  @EnumSource
  void goesOnFromAStoredSavepointWithAnyParallelism(StatefulJob job) throws Exception {
    var stage = new Stage(FLINK, job);
    Path beginning = stage.playFrom(null, new Run(job + " begins", 0), 2);
    var first = new Run(job + " alone", 1);
    stage.playFrom(beginning, first, 2);
    Map<String, String> wanted =
        new HashMap<>(stage.playAll(beginning, new Run(job + " uninterrupted", Acts.COUNT), 2));
    wanted.entrySet().removeAll(job.play().heard(first).entrySet());
    assertThat(wanted).as("what there is to be said after the first act").hasSizeGreaterThan(2);

    String name = job + " restored";
    Path wider = stage.playFrom(stored(job), new Run(name, 2), 5);
    stage.playUntil(wanted, wider, new Run(name, Acts.COUNT), 2);
  }

  private static Path stored(StatefulJob job) throws IOException {
    Path copy = FLINK.folder().resolve("stored").resolve(job.job());
    Files.createDirectories(copy);
    String resource = "/savepoints/" + RELEASE + "/" + job.job() + "/_metadata";
    try (InputStream in = StoredSavepointsTest.class.getResourceAsStream(resource)) {
      assertThat(in).as("resource " + resource).isNotNull();
      Files.copy(in, copy.resolve("_metadata"), StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  /**
   * Takes the savepoints of this release, of jobs that have none in the folder yet.
   *
   * @param arguments the folder {@code src/test/resources/savepoints/{release}}
   */
  public static void main(String[] arguments) throws Exception {
    FLINK.beforeAll(null);
    try {
      for (StatefulJob job : StatefulJob.values()) {
        Path target = Path.of(arguments[0]).resolve(job.job());
        if (Files.exists(target)) {
          continue;
        }
        var stage = new Stage(FLINK, job);
        Path beginning = stage.playFrom(null, new Run("begins", 0), 2);
        Path taken = stage.playFrom(beginning, new Run("first", 1), 2);
        Files.createDirectories(target);
        Files.copy(taken.resolve("_metadata"), target.resolve("_metadata"));
      }
    } finally {
      FLINK.afterAll(null);
    }
  }
}
