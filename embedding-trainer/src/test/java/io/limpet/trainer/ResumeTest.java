package io.limpet.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.core.text.TextEncoder;
import io.limpet.trainer.checkpoint.CheckpointException;
import io.limpet.trainer.checkpoint.CheckpointFolder;
import io.limpet.trainer.hybrid.HybridModel;
import io.limpet.trainer.model.DivergedException;
import io.limpet.trainer.model.EmbeddingModel;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.sequence.SequenceHyper;
import io.limpet.trainer.sequence.SequenceModel;
import io.limpet.trainer.sequence.SequenceSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
  private static final SequenceHyper SMALL =
      SequenceHyper.of(SequenceHyper.Cell.EMA).sized(8, 1).with(6);
  private static final String LIVE = "live";

  @TempDir static Path directory;
  private static byte[] whole = {};

  private static EmbeddingModel small() {
    return new SequenceModel(SMALL);
  }

  @BeforeAll
  static void trainWithoutInterruption() throws Exception {
    whole = tensors(run(small(), 1, directory.resolve("whole"), false, Progress.SILENT));
  }

  private static Generation run(
      EmbeddingModel model, long seed, Path to, boolean resume, Progress progress) {
    return run(new TrainingRun.Options(model, seed, null, true), to, resume, progress);
  }

  private static Generation run(
      TrainingRun.Options options, Path to, boolean resume, Progress progress) {
    return new TrainingRun(Clusters.data(), Clusters.TEXT, options, progress)
        .run(new Registry(to), new CheckpointFolder(to, resume));
  }

  private static byte[] tensors(Generation of) throws Exception {
    return Files.readAllBytes(of.directory().resolve("tensors.safetensors"));
  }

  private static List<String> checkpoints(Path registry) throws Exception {
    Path folder = registry.resolve(CheckpointFolder.NAME);
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void interrupt(EmbeddingModel model, Path to, boolean resume, int epochs) {
    assertThatThrownBy(() -> run(model, 1, to, resume, Interrupted.after(epochs)))
        .isInstanceOf(Interrupted.Stop.class);
  }

  @ParameterizedTest(name = "after {0} epochs")
  @ValueSource(ints = {1, 2, 3, 4})
  void endsWithTheSameBitsWhereverItWasInterrupted(int epochs) throws Exception {
    Path models = directory.resolve("after-" + epochs);
    interrupt(small(), models, false, epochs);
    Interrupted listening = Interrupted.never();

    Generation resumed = run(small(), 1, models, true, listening);

    assertThat(tensors(resumed)).isEqualTo(whole);
    assertThat(listening.said()).anyMatch(line -> line.contains("going on from the checkpoints"));
    assertThat(checkpoints(models)).as("left behind").isEmpty();
  }

  @Test
  void goesOnSeveralTimes() throws Exception {
    Path models = directory.resolve("often");
    interrupt(small(), models, false, 2);
    interrupt(small(), models, true, 2);
    interrupt(small(), models, true, 4);

    assertThat(tensors(run(small(), 1, models, true, Progress.SILENT))).isEqualTo(whole);
  }

  @Test
  void doesNotTrainAgainWhatIsDone() throws Exception {
    Path models = directory.resolve("done");
    Interrupted all = Interrupted.never();
    run(small(), 1, directory.resolve("counted"), false, all);
    interrupt(small(), models, false, all.epochs());
    Interrupted rest = Interrupted.never();

    run(small(), 1, models, true, rest);

    assertThat(rest.epochs()).as("the one that was interrupted").isEqualTo(1);
  }

  @Test
  void goesOnToTheSameRanker() throws Exception {
    var options = new TrainingRun.Options(small(), 1, null, true, false, true);
    byte[] expected = tensors(run(options, directory.resolve("ranked"), false, Progress.SILENT));
    Path models = directory.resolve("ranked-resumed");
    assertThatThrownBy(() -> run(options, models, false, Interrupted.after(4)))
        .isInstanceOf(Interrupted.Stop.class);

    assertThat(tensors(run(options, models, true, Progress.SILENT))).isEqualTo(expected);
  }

  @Test
  void hybridGoesOnToo() throws Exception {
    SequenceHyper longer = SMALL.sized(16, 1).with(12);
    EmbeddingModel hybrid = new HybridModel().with(longer);
    Interrupted all = Interrupted.never();
    byte[] expected = tensors(run(hybrid, 1, directory.resolve("hybrid"), false, all));
    Path models = directory.resolve("hybrid-resumed");
    interrupt(hybrid, models, false, all.epochs());
    assertThat(checkpoints(models)).contains("validation.ema.course.state");

    assertThat(tensors(run(hybrid, 1, models, true, Progress.SILENT))).isEqualTo(expected);
  }

  @Test
  void doesNotEncodeTextsAgain() throws Exception {
    Path models = directory.resolve("texts");
    interrupt(small(), models, false, 1);
    TextEncoder broken =
        new TextEncoder() {
          @Override
          public String name() {
            return Clusters.TEXT.name();
          }

          @Override
          public int dimensions() {
            return Clusters.TEXT.dimensions();
          }

          @Override
          public List<float[]> encode(List<String> texts) {
            throw new AssertionError("they are in the checkpoint");
          }
        };
    var options = new TrainingRun.Options(small(), 1, null, true);

    Generation resumed =
        new TrainingRun(Clusters.data(), broken, options, Progress.SILENT)
            .run(new Registry(models), new CheckpointFolder(models, true));

    assertThat(tensors(resumed)).isEqualTo(whole);
  }

  @Test
  void refusesTheCheckpointOfAnotherTraining() throws Exception {
    Path models = directory.resolve("another");
    interrupt(small(), models, false, 2);
    List<String> before = checkpoints(models);

    assertThatThrownBy(() -> run(small(), 2, models, true, Progress.SILENT))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("seed is 2 here and 1 there")
        .hasMessageContaining("leave out --resume");
    assertThatThrownBy(
            () -> run(new SequenceModel(SMALL.with(7)), 1, models, true, Progress.SILENT))
        .hasMessageContaining("setting epochs is 7 here and 6 there");
    assertThat(checkpoints(models)).isEqualTo(before);
  }

  @Test
  void startsAnewWithoutBeingToldToGoOn() throws Exception {
    Path models = directory.resolve("anew");
    interrupt(new SequenceModel(SMALL.with(5)), models, false, 3);

    assertThat(tensors(run(small(), 1, models, false, Progress.SILENT))).isEqualTo(whole);
  }

  @Test
  void saysWhereTheLossWentAstrayAndWhichCheckpointIsGood() throws Exception {
    Path models = directory.resolve("astray");
    EmbeddingModel wild =
        new SequenceModel(SequenceSettings.apply(SMALL, Map.of("weight_decay", "1e30")));

    assertThatThrownBy(() -> run(wild, 1, models, false, Progress.SILENT))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching(
            "the loss is \\S+ at step \\d+, in epoch \\d+; lower the learning rate, which is \\S+, to a half or less; last good checkpoint: .+");
    assertThat(new Registry(models).list()).isEmpty();
  }

  @Test
  void survivesKill9() throws Exception {
    Path models = directory.resolve("killed");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx500m",
                "-cp",
                System.getProperty("java.class.path"),
                Endless.class.getName(),
                models.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.lines().anyMatch(LIVE::equals)).as("trained for a while").isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(checkpoints(models)).contains("validation.ema.course.state");

    assertThat(tensors(run(small(), 1, models, true, Progress.SILENT))).isEqualTo(whole);
  }

  /** A process that trains four epochs and then waits to be killed. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) {
      run(
          small(),
          1,
          Path.of(args[0]),
          false,
          new Interrupted(
              4,
              () -> {
                System.out.println(LIVE);
                while (true) {
                  LockSupport.park();
                }
              }));
    }
  }
}
