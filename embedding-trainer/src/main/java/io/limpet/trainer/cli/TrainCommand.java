package io.limpet.trainer.cli;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.text.MiniLmEncoder;
import io.limpet.trainer.TrainingRun;
import io.limpet.trainer.checkpoint.CheckpointFolder;
import io.limpet.trainer.model.EmbeddingModel;
import io.limpet.trainer.model.Models;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.split.SplitException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The registry of generations.")
  Path out = Path.of("models");

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "default",
      description =
          "hybrid (the default); or a part or simpler one of it: ema, gru, pooled. pooled takes seconds.")
  String model = "default";

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

  @Option(names = "--force", description = "Publish even what the gate refuses.")
  boolean force;

  @Option(
      names = "--resume",
      description =
          "Go on from the checkpoints that an interrupted training of the same data and options left in the registry, or begin where there are none. Ends with the same generation.")
  boolean resume;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "Hyper-parameters of the sequence encoder that differ from the defaults, as tune writes them.")
  @Nullable Path settings;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Progress progress = DataOptions.progress();
    PrintWriter stdout = spec.commandLine().getOut();
    progress.say("seed " + seed);
    PrintWriter stderr = spec.commandLine().getErr();
    CheckpointFolder folder = new CheckpointFolder(out, resume);
    Thread farewell = new Thread(() -> stderr.println("limpet: " + interrupted(folder)));
    Runtime.getRuntime().addShutdownHook(farewell);
    // Two threads: one may be all that a shared machine has, more gain little on short titles.
    try (MiniLmEncoder encoder = new MiniLmEncoder(2)) {
      Generation generation =
          new TrainingRun(
                  data.read(progress),
                  encoder,
                  new TrainingRun.Options(embeddingModel(), seed, parent, force),
                  progress)
              .run(new Registry(out), folder);
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

  private EmbeddingModel embeddingModel() {
    if (Models.find(model).orElse(null) instanceof EmbeddingModel found) {
      return settings == null ? found : SettingsFile.apply(found, settings);
    }
    throw new UsageException(
        "--model is \"%s\"; a generation is made by %s".formatted(model, Models.servable()));
  }
}
