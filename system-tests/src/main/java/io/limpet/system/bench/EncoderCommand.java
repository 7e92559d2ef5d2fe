package io.limpet.system.bench;

import io.limpet.core.encoder.UserEncoder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What one event costs: folded into a state, and folded with a vector made of it. */
@Command(
    name = "encoder",
    mixinStandardHelpOptions = true,
    description = {
      "Microseconds of one core to take an event into a user's vector, by encoder, as JMH measures"
          + " it, and how far the vectors are from those of a slow twin in doubles."
    })
final class EncoderCommand implements Callable<Integer> {
  private static final List<String> ENCODERS =
      List.of("pooled", "ema", "hybrid", "gru", "attention");
  private static final int WARMUPS = 3;
  private static final int ITERATIONS = 5;
  private static final TimeValue EACH = TimeValue.milliseconds(300);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--encoders",
      split = ",",
      paramLabel = "NAME",
      description = "Any of pooled, ema, hybrid, gru, attention (all of them).")
  private List<String> encoders = ENCODERS;

  @Option(
      names = "--widths",
      split = ",",
      paramLabel = "N",
      description = "Floats of an embedding (default: ${DEFAULT-VALUE}); pooled has 64 always.",
      defaultValue = "64,128,192")
  private List<Integer> widths = List.of(64, 128, 192);

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = "JVMs that each measurement is made in (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int forks = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/encoder.json")
  private Path out = Path.of("target", "bench", "encoder.json");

  /** An encoder of a width. */
  private record Case(String encoder, int width) {}

  @Override
  public Integer call() throws RunnerException {
    check();
    PrintWriter terminal = spec.commandLine().getOut();
    var report =
        new BenchReport("encoder")
            .setting("jmh", "average time")
            .setting("forks", forks)
            .setting("warmups", WARMUPS)
            .setting("iterations", ITERATIONS)
            .setting("seconds an iteration", EACH.getTime() / 1e3);
    for (int width : widths) {
      Map<String, UserEncoder> made = RandomEncoders.of(width);
      for (String name : encoders) {
        UserEncoder encoder = made.get(name);
        if (encoder != null && (width == widths.getFirst() || !name.equals("pooled"))) {
          row(report, terminal, new Case(name, width), encoder);
        }
      }
    }
    report.print(terminal);
    report.write(out);
    terminal.println("\nWritten to " + out);
    terminal.flush();
    return 0;
  }

  private void check() {
    if (!ENCODERS.containsAll(encoders)) {
      throw new ParameterException(
          spec.commandLine(), "--encoders is " + encoders + "; give some of " + ENCODERS);
    }
    if (forks < 1 || widths.stream().anyMatch(width -> width < 8 || width % 8 != 0)) {
      throw new ParameterException(
          spec.commandLine(),
          "--forks is %d and --widths %s; give forks from 1 and widths that are multiples of 8"
              .formatted(forks, widths));
    }
  }

  private void row(BenchReport report, PrintWriter terminal, Case of, UserEncoder encoder)
      throws RunnerException {
    double difference = SlowTwin.difference(encoder);
    Map<String, String> times = new HashMap<>();
    Map<String, Double> fastest = new HashMap<>();
    for (Result<?> time : measured(of)) {
      times.put(time.getLabel(), "%.2f ± %.2f".formatted(time.getScore(), time.getScoreError()));
      fastest.put(time.getLabel(), time.getStatistics().getMin());
    }
    report.row(
        "microseconds an event: mean, its 99.9 % interval, and the fastest iteration",
        "encoder",
        of.encoder,
        "width",
        of.encoder.equals("pooled") ? encoder.inputDimensions() : of.width,
        "fold",
        times.getOrDefault("fold", "-"),
        "fastest",
        fastest.getOrDefault("fold", Double.NaN),
        "fold and vector",
        times.getOrDefault("foldAndVector", "-"),
        "fastest ",
        fastest.getOrDefault("foldAndVector", Double.NaN),
        "difference",
        "%.1e".formatted(difference),
        "bytes a user",
        encoder.stateSize() * Float.BYTES);
    terminal.println("measured " + of.encoder + ", " + of.width + " wide");
    terminal.flush();
  }

  /** A result a method. */
  private List<Result<?>> measured(Case of) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(EncoderBenchmark.class.getName() + "[.]")
            .param("encoder", of.encoder)
            .param("width", String.valueOf(of.width))
            .forks(forks)
            .warmupIterations(WARMUPS)
            .warmupTime(EACH)
            .measurementIterations(ITERATIONS)
            .measurementTime(EACH)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    List<Result<?>> results = new ArrayList<>();
    for (RunResult result : new Runner(options).run()) {
      results.add(result.getPrimaryResult());
    }
    return results;
  }
}
