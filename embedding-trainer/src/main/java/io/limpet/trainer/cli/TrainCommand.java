package io.limpet.trainer.cli;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.core.prediction.Predictor;
import io.limpet.lake.ExampleLake;
import io.limpet.text.SentenceEncoder;
import io.limpet.text.TextModel;
import io.limpet.trainer.TrainingRun;
import io.limpet.trainer.checkpoint.CheckpointFolder;
import io.limpet.trainer.model.EmbeddingModel;
import io.limpet.trainer.model.Models;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.ranker.ServedSource;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.split.SplitException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: data in, a generation out. */
@Command(
    name = "train",
    description = {
      "Trains a generation and writes it into a registry.",
      "Its last line on standard output is `generation: <id>`."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Mixin DataOptions data = new DataOptions();

  @Mixin ItemVectorsOption itemVectors = new ItemVectorsOption();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The registry of generations.")
  Path out = Path.of("models");

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "hybrid (the default); or a part or simpler one of it: ema, gru, attention, pooled."
              + " pooled takes seconds. With --warm-start, that of the generation.")
  @Nullable String model;

  @Option(
      names = "--parent",
      paramLabel = "ID",
      description = "The generation in use, which the new one has to beat.")
  @Nullable String parent;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description =
          "Of every random number; the same seed gives the same generation (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--warm-start",
      arity = "0..1",
      fallbackValue = WarmStartOption.NEWEST,
      paramLabel = "GENERATION",
      description =
          "Go on from what a generation of the registry has learned, the newest unless named, in"
              + " few epochs; it is the --parent then. Judged by what happened since.")
  @Nullable String warmStart;

  @Option(
      names = "--if-new",
      description =
          "Train nothing when the newest generation has learned from the same interactions;"
              + " --warm-start never does. The last line is `nothing new since <id>` then.")
  boolean ifNew;

  @Option(names = "--force", description = "Publish even what the gate refuses.")
  boolean force;

  @Option(
      names = "--ranker",
      defaultValue = "off",
      paramLabel = "on|off",
      description =
          "Whether to train a ranker beside the vectors (${DEFAULT-VALUE}). It is kept only if it"
              + " is better than recall alone.")
  String ranker = "off";

  @Option(
      names = "--predictions",
      defaultValue = "off",
      paramLabel = "on|off",
      description =
          "Whether to learn what visitors will do, too (${DEFAULT-VALUE}); from 305 days on. The"
              + " command predictions says how well.")
  String predictions = "off";

  @Option(
      names = "--served-examples",
      paramLabel = "DIR",
      description =
          "Labelled answers that the ranker learns from, too: examples/ of a lake, and that of"
              + " --lake unless named.")
  @Nullable Path servedExamples;

  @Option(
      names = "--resume",
      description =
          "Go on from the checkpoints that an interrupted training of the same data and options"
              + " left in the registry, or begin where there are none. Ends with the same"
              + " generation.")
  boolean resume;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "Hyper-parameters of the sequence encoder that differ from the defaults, as tune writes"
              + " them.")
  @Nullable Path settings;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Progress progress = DataOptions.progress();
    PrintWriter stdout = spec.commandLine().getOut();
    progress.say("seed " + seed);
    ServedSource served = served();
    PrintWriter stderr = spec.commandLine().getErr();
    CheckpointFolder folder = new CheckpointFolder(out, resume);
    Thread farewell = new Thread(() -> stderr.println("limpet: " + interrupted(folder)));
    Runtime.getRuntime().addShutdownHook(farewell);
    // Two threads: one may be all that a shared machine has, more gain little on short titles.
    try (SentenceEncoder encoder = new SentenceEncoder(TextModel.MINILM, 2)) {
      TrainingRun.Options options = options();
      itemVectors.check(List.of(options.model()));
      DataSet read = itemVectors.addTo(data.read(progress), data.maxBadRows, progress);
      Registry registry = new Registry(out);
      Optional<String> same =
          WarmStartOption.unchangedSince(
              read.interactions(),
              registry,
              ifNew,
              options.incremental() ? options.parent() : null);
      if (same.isPresent()) {
        stdout.println("nothing new since " + same.get());
        stdout.flush();
        return 0;
      }
      Generation generation =
          new TrainingRun(read, served, predictor(read, progress), encoder, options, progress)
              .run(registry, folder);
      stdout.println("generation: " + generation.id());
      stdout.flush();
    } catch (UncheckedIOException e) {
      throw folder
          .last()
          .map(
              last ->
                  new UncheckedIOException(
                      e.getMessage() + "; mend that, and --resume goes on from " + last,
                      e.getCause()))
          .orElse(e);
    } catch (SplitException e) {
      throw new UsageException(data.source().getFileName() + ": " + e.getMessage());
    } finally {
      forget(farewell);
    }
    return 0;
  }

  private @Nullable ServedSource served() {
    Path lake = data.lake;
    Path folder =
        servedExamples != null || lake == null
            ? servedExamples
            : Path.of(ExampleLake.folder(lake.toString()));
    if (servedExamples != null && !Files.isDirectory(servedExamples)) {
      throw new UsageException(
          "--served-examples is %s, which is no folder; give the examples of a lake, data/lake/examples for one"
              .formatted(servedExamples));
    }
    return folder == null ? null : new ServedSource(new ExampleLake(folder), data.withSynthetic);
  }

  private boolean withRanker() {
    return isOn("--ranker", ranker);
  }

  private static boolean isOn(String option, String value) {
    return switch (value) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new UsageException(option + " is \"" + value + "\"; give on or off");
    };
  }

  private @Nullable Predictor predictor(DataSet read, Progress progress) {
    if (!isOn("--predictions", predictions)) {
      return null;
    }
    return PredictionsCommand.events(data)
        .predict(read.catalogue(), seed, progress)
        .map(
            result -> {
              result.report().lines().forEach(progress::say);
              return result.predictor();
            })
        .orElse(null);
  }

  private static String interrupted(CheckpointFolder folder) {
    return folder
        .last()
        .map(last -> "interrupted; --resume and the same options go on from " + last)
        .orElse("interrupted before a checkpoint of its own; nothing was written");
  }

  private static void forget(Thread farewell) {
    try {
      Runtime.getRuntime().removeShutdownHook(farewell);
    } catch (IllegalStateException e) {
      // The process is about to end, and the farewell is being said.
    }
  }

  private TrainingRun.Options options() {
    if (warmStart == null) {
      return new TrainingRun.Options(
          settled(embeddingModel(model == null ? "default" : model)),
          seed,
          parent,
          force,
          false,
          withRanker());
    }
    Generation from = WarmStartOption.generation(out, warmStart);
    if (parent != null && !parent.equals(from.id())) {
      throw new UsageException(
          "--parent is %s, and a warm start from %s has that for a parent; leave out --parent"
              .formatted(parent, from.id()));
    }
    EmbeddingModel found =
        embeddingModel(model == null ? WarmStartOption.model(from, Models.servable()) : model);
    return new TrainingRun.Options(
        settled(WarmStartOption.from(found, from)), seed, from.id(), force, true, withRanker());
  }

  private EmbeddingModel settled(EmbeddingModel found) {
    return settings == null ? found : SettingsFile.apply(found, settings);
  }

  private static EmbeddingModel embeddingModel(String name) {
    if (Models.find(name).orElse(null) instanceof EmbeddingModel found) {
      return found;
    }
    throw new UsageException(
        "--model is \"%s\"; a generation is made by %s".formatted(name, Models.servable()));
  }
}
