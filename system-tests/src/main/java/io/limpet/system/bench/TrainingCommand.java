package io.limpet.system.bench;

import io.limpet.system.bench.Growth.Point;
import io.limpet.system.bench.Growth.Size;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a training takes, and how that grows with interactions and items. */
@Command(
    name = "training",
    mixinStandardHelpOptions = true,
    description =
        "Seconds and memory of `limpet train` on made-up interactions of several sizes, for a fixed"
            + " number of epochs.")
final class TrainingCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N:M",
      description = "Interactions and items of each run (default: ${DEFAULT-VALUE}).",
      defaultValue = "100k:10k,300k:10k,1m:10k,3m:10k,10m:10k,1m:100k,1m:1m")
  private List<String> sizes = List.of();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "ema, gru, attention or hybrid; the last stops its pooled part when that gets no better, so"
              + " its work is not fixed (default: ${DEFAULT-VALUE}).",
      defaultValue = "ema")
  private String model = "ema";

  @Option(
      names = "--epochs",
      description = "Of each of the three trainings of a run (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int epochs = 1;

  @Option(
      names = "--width",
      description =
          "Floats of an embedding; the models themselves take 128 to 192 (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "64")
  private int width = 64;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "Heap of the trainer, 8g for one, in place of what the launcher gives it.")
  private @Nullable String heap;

  @Option(
      names = "--seed",
      description = "Of the interactions and the training (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where the JSON goes; what the trainer says goes beside it (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/training.json")
  private Path out = Path.of("target", "bench", "training.json");

  @Override
  public Integer call() {
    List<Size> wanted = wanted();
    PrintWriter terminal = spec.commandLine().getOut();
    var report =
        new BenchReport("training")
            .setting("model", model)
            .setting("epochs", epochs)
            .setting("width", width)
            .setting("seed", seed)
            .setting("heap", heap == null ? "as the launcher has it" : heap);
    String table =
        "limpet train, %s, %d wide, epochs a training: %d".formatted(model, width, epochs);
    List<Point> seconds = new ArrayList<>();
    List<Point> memory = new ArrayList<>();
    int failed = 0;
    for (Size size : wanted) {
      terminal.printf(
          "Training on %,d interactions, %,d items%n", size.interactions(), size.items());
      terminal.flush();
      ProcessMeter.Usage usage = train(size);
      boolean done = usage.exitCode() == 0;
      failed += done ? 0 : 1;
      Point time = new Point(size, usage.cpuSeconds());
      Point space = new Point(size, usage.peakMegabytes());
      report.row(
          table,
          "interactions",
          size.interactions(),
          "items",
          size.items(),
          "seconds",
          usage.seconds(),
          "CPU s",
          usage.cpuSeconds(),
          "CPU s a million",
          usage.cpuSeconds() * 1e6 / size.interactions(),
          "growth",
          done ? shown(Growth.exponent(seconds, time)) : "",
          "peak MB",
          usage.peakMegabytes(),
          "growth of MB",
          done ? shown(Growth.exponent(memory, space)) : "",
          "ended",
          done ? "well" : usage.exitCode() + ": " + usage.lastLine());
      if (done) {
        seconds.add(time);
        memory.add(space);
      }
    }
    report.print(terminal);
    report.write(out);
    terminal.println("\ngrowth: 1 is linear, 0 does not grow. Written to " + out);
    terminal.flush();
    return failed == 0 ? DONE : FAILED;
  }

  private List<Size> wanted() {
    if (epochs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--epochs is " + epochs + "; give 1 or more");
    }
    try {
      return sizes.stream().map(Size::parse).toList();
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--sizes: " + e.getMessage(), e);
    }
  }

  private static String shown(OptionalDouble exponent) {
    return exponent.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", exponent.getAsDouble());
  }

  private ProcessMeter.Usage train(Size size) {
    try (var scratch = new Scratch("limpet-bench-")) {
      var made = new MadeUpInteractions(size.interactions(), size.items(), seed);
      Path interactions = scratch.path("interactions.csv");
      Path items = scratch.path("items.jsonl");
      Path settings = scratch.path("settings.json");
      made.writeInteractions(interactions);
      made.writeItems(items);
      Files.writeString(settings, "{\"epochs\": %d, \"width\": %d}".formatted(epochs, width));
      Path log =
          out.toAbsolutePath()
              .resolveSibling("training-%d-%d.log".formatted(size.interactions(), size.items()));
      Files.createDirectories(log.resolveSibling(""));
      List<String> line =
          List.of(
              Home.launcher().toString(),
              "train",
              "--interactions",
              interactions.toString(),
              "--items",
              items.toString(),
              "--out",
              scratch.path("models").toString(),
              "--model",
              model,
              "--settings",
              settings.toString(),
              "--seed",
              String.valueOf(seed),
              // One epoch may not be enough for the gate, and is not meant to be.
              "--force");
      Map<String, String> environment = new HashMap<>(Home.ENVIRONMENT);
      if (heap != null) {
        environment.put("LIMPET_JAVA_OPTS", "-Xmx" + heap);
      }
      return ProcessMeter.run(line, environment, log);
    } catch (IOException e) {
      throw new UncheckedIOException("writing what the trainer is given", e);
    }
  }
}
