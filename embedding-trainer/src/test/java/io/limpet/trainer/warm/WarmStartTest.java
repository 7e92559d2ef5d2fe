package io.limpet.trainer.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Registry;
import io.limpet.trainer.Clusters;
import io.limpet.trainer.TrainingRun;
import io.limpet.trainer.evaluate.Evaluator;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.hybrid.HybridModel;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.EmbeddingModel;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.sequence.SequenceHyper;
import io.limpet.trainer.sequence.SequenceModel;
import io.limpet.trainer.sequence.SequenceSettings;
import io.limpet.trainer.sequence.Tunable;
import io.limpet.trainer.split.Part;
import io.limpet.trainer.split.SplitException;
import io.limpet.trainer.split.Splits;
import io.limpet.trainer.train.Embeddings;
import io.limpet.trainer.train.Hyper;
import io.limpet.trainer.train.PooledModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarmStartTest {
  private static final DataSet THEN = GrownShop.then();
  private static final DataSet NOW = GrownShop.now();
  private static final int WIDTH = 16;

  private static final Map<String, Generation> PARENTS = new HashMap<>();

  @TempDir static Path directory;
  private static Registry registry;

  @BeforeAll
  static void open() {
    registry = new Registry(directory.resolve("models"));
  }

  private static WarmStart small(String name) {
    return switch (name) {
      case "ids" ->
          new SequenceModel(
              SequenceSettings.apply(
                  ((SequenceModel) small("ema")).hyper(),
                  Map.of("content", "false", "epochs", "30", "learning_rate", "0.01")));
      case "pooled" -> new PooledModel(pooled(0.01), 4);
      case "hybrid" ->
          new HybridModel().with(SequenceHyper.of(SequenceHyper.Cell.EMA).sized(WIDTH, 1).with(6));
      default ->
          new SequenceModel(
              SequenceHyper.of(SequenceHyper.Cell.valueOf(name.toUpperCase(java.util.Locale.ROOT)))
                  .sized(WIDTH, 1)
                  .with(6));
    };
  }

  private static Hyper pooled(double rate) {
    return new Hyper(Hyper.Pace.SLOW, 16, 4, rate, 64, 100, 0.1, 2, 0.7, 0.5, 90, 3, 14);
  }

  /** Trained once a test class. */
  private static Generation parent(String name) {
    return PARENTS.computeIfAbsent(name, any -> generation(small(name)));
  }

  private static Generation generation(EmbeddingModel model) {
    return new TrainingRun(
            THEN,
            Clusters.TEXT,
            new TrainingRun.Options(model, PARENTS.size(), null, true),
            Progress.SILENT)
        .run(registry);
  }

  private static TrainingSet set(Interactions rows, List<io.limpet.core.item.Item> catalogue) {
    return new TrainingSet(
        rows,
        ContentFeatures.of(
            catalogue,
            Clusters.TEXT,
            Progress.SILENT,
            io.limpet.trainer.checkpoint.Checkpoint.NONE),
        rows.lastMillis() + 1,
        5,
        Progress.SILENT);
  }

  /** The same model with a step too small to be seen. */
  private static EmbeddingModel standing(WarmStart model) {
    Map<String, String> still = Map.of("learning_rate", "1e-9", "epochs", "1");
    return model instanceof Tunable tunable
        ? tunable.with(SequenceSettings.apply(tunable.hyper(), still))
        : model;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ema", "gru", "attention"})
  void beginsWhereTheGenerationEnded(String name) {
    Generation parent = parent(name);

    Embeddings begun =
        standing(small(name).from(parent)).train(set(NOW.interactions(), NOW.catalogue()));

    compare(begun, parent, 1e-4f);
    assertThat(begun.known()).hasSize(parent.items().size() + 1);
  }

  private static void compare(Embeddings begun, Generation parent, float tolerance) {
    int dimensions = parent.dimensions();
    assertThat(begun.encoder().dimensions()).isEqualTo(dimensions);
    List<String> ids = NOW.interactions().itemIds();
    for (int j = 0; j < begun.known().length; j++) {
      String id = ids.get(begun.known()[j]);
      if (!id.equals(GrownShop.NEW_ITEM)) {
        float[] its = parent.items().vectors().row(parent.items().row(id));
        for (int c = 0; c < dimensions; c++) {
          assertThat(begun.vectors()[j * dimensions + c])
              .as("%s, %d", id, c)
              .isCloseTo(its[c], within(tolerance));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ids", "pooled"})
  void isBetterAfterOneEpochThanFromNothing(String name) {
    Part part = Splits.since(NOW.interactions(), GrownShop.cut() - 1, 1);
    TrainingSet set = set(part.training(), NOW.catalogue());
    Evaluator evaluator = new Evaluator(part);

    EmbeddingModel careful =
        name.equals("pooled") ? new PooledModel(pooled(0.001), 4) : small(name);
    WarmStart warm = ((WarmStart) careful).from(parent(name));
    EmbeddingModel cold =
        warm instanceof Tunable tunable ? ((Tunable) small(name)).with(tunable.hyper()) : careful;

    double fromParent = evaluator.evaluate("warm", oneEpoch(warm, set), Scope.FRESH).main();
    double fromNothing = evaluator.evaluate("cold", oneEpoch(cold, set), Scope.FRESH).main();

    assertThat(fromParent).isGreaterThan(fromNothing + 0.02);
  }

  /** With small steps: this shop is so easy that one epoch of large ones learns all of it. */
  private static Embeddings oneEpoch(EmbeddingModel model, TrainingSet set) {
    Map<String, String> careful = Map.of("learning_rate", "1e-5", "epochs", "1");
    return model instanceof Tunable tunable
        ? (Embeddings) tunable.with(SequenceSettings.apply(tunable.hyper(), careful)).train(set)
        : ((PooledModel) model).train(set, (epoch, loss, soFar) -> false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pooled", "ema", "hybrid"})
  void publishesAChildOfTheParentTheSameForTheSameSeed(String name) throws Exception {
    Generation parent = parent(name);

    Generation child = incremental(small(name), parent, directory.resolve(name + "-1"));
    Generation twin = incremental(small(name), parent, directory.resolve(name + "-2"));

    assertThat(child.manifest().parent()).isEqualTo(parent.id());
    assertThat(child.manifest().parameters()).containsEntry("training", "incremental");
    assertThat(parent.manifest().parameters()).containsEntry("training", "full");
    assertThat(child.manifest().metrics()).containsOnlyKeys("test");
    assertThat(child.encoder().type()).isEqualTo(parent.encoder().type());
    assertThat(child.items().row(GrownShop.NEW_ITEM)).isNotNegative();
    assertThat(tensors(child)).isEqualTo(tensors(twin)).isNotEqualTo(tensors(parent));
  }

  private static Generation incremental(WarmStart model, Generation parent, Path to)
      throws Exception {
    copy(parent, to);
    List<String> said = new ArrayList<>();
    Generation child = incremental(model, parent, to, new Listening(said));
    assertThat(said)
        .as("the parent answers the same window")
        .anyMatch(line -> line.startsWith("gate: ") && line.contains("than " + parent.id()));
    return child;
  }

  private static Generation incremental(
      WarmStart model, Generation parent, Path to, Progress progress) {
    return new TrainingRun(
            NOW,
            Clusters.TEXT,
            new TrainingRun.Options(model.from(parent), 3, parent.id(), true, true, true),
            progress)
        .run(new Registry(to));
  }

  /** Notes what is said. */
  private record Listening(List<String> said) implements Progress {
    @Override
    public void say(String line) {
      said.add(line);
    }

    @Override
    public Step begin(String what, long total, String unit) {
      return SILENT.begin(what, total, unit);
    }
  }

  private static void copy(Generation parent, Path to) throws Exception {
    Path target = Files.createDirectories(to.resolve(parent.id()));
    try (var files = Files.list(parent.directory())) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  private static byte[] tensors(Generation of) throws Exception {
    return Files.readAllBytes(of.directory().resolve("tensors.safetensors"));
  }

  @Test
  void goesOnFromAChildAsFromAParent() throws Exception {
    Generation parent = parent("ema");
    Generation child = incremental(small("ema"), parent, directory.resolve("grandchild"));

    SequenceModel grandchild = (SequenceModel) small("ema").from(child);

    assertThat(grandchild.hyper()).isEqualTo(((SequenceModel) small("ema").from(parent)).hyper());
  }

  @Test
  void refusesAnotherWidthAndNamesBoth() {
    Tunable warm = (Tunable) small("ema").from(parent("ema"));
    SequenceHyper wider = warm.hyper().sized(24, 1);

    assertThatThrownBy(() -> warm.with(wider))
        .hasMessageContaining("width is 24")
        .hasMessageContaining("was trained with 16");
  }

  @Test
  void refusesAPooledParentOfAnotherWidthAndNamesBoth() {
    Generation parent = parent("pooled");

    assertThatThrownBy(() -> new PooledModel().from(parent))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("has 16 channels, and pooled 64");
  }

  @Test
  void refusesAParentOfAnotherModel() {
    Generation ema = parent("ema");

    assertThatThrownBy(() -> small("gru").from(ema)).hasMessageContaining("type ema");
    assertThatThrownBy(() -> small("pooled").from(ema)).hasMessageContaining("type ema");
    assertThatThrownBy(() -> small("hybrid").from(ema)).hasMessageContaining("type ema");
  }

  @Test
  void asksOnlyForWhatTheParentHasNotSeen() {
    long then = GrownShop.cut() - 1;

    Part part = Splits.since(NOW.interactions(), then, 1);

    assertThat(part.training().lastMillis()).isGreaterThan(then);
    assertThat(part.training().size()).isLessThan(NOW.interactions().size());
    assertThat(part.cases())
        .allSatisfy(
            question -> assertThat(NOW.interactions().millis(question.to())).isGreaterThan(then));
  }

  @Test
  void saysWhenTooFewCameBackToJudgeBy() {
    long late = NOW.interactions().lastMillis() - 1;

    assertThatThrownBy(() -> Splits.since(NOW.interactions(), late, 1))
        .isInstanceOf(SplitException.class)
        .hasMessageContaining("too few to judge by")
        .hasMessageContaining("--warm-start");
  }
}
