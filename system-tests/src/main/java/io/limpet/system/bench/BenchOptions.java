package io.limpet.system.bench;

import io.limpet.system.process.StackProcess;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What every benchmark may be told. */
final class BenchOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Data folder that holds a shop and a released generation, of `limpet demo` for one. It is"
            + " used as it is, and gets the events of the benchmark.",
        "Without it a new one is made, and deleted afterwards."
      })
  private @Nullable Path data;

  @Option(
      names = "--made-up",
      paramLabel = "ITEMS",
      description = {
        "Use a made-up shop of so many items with untrained vectors of 64 floats and a ranker of drawn"
            + " weights, in place of the built-in shop with a generation trained on it. In a folder of"
            + " --data it is made once, and kept."
      })
  private @Nullable Integer madeUp;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = {
        "Heap of the stack (default: ${DEFAULT-VALUE}, as `limpet up` has it). A million items want 4g."
      },
      defaultValue = StackProcess.HEAP)
  private String heap = StackProcess.HEAP;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes (default: target/bench/NAME.json).")
  private @Nullable Path out;

  @Option(
      names = "--warmup",
      paramLabel = "SECONDS",
      description = "Load before anything is measured (default: ${DEFAULT-VALUE}).",
      defaultValue = "60")
  private int warmup = 60;

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      description = "How long each measurement takes (default: ${DEFAULT-VALUE}).",
      defaultValue = "60")
  private int seconds = 60;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "JOB",
      description =
          "Cancel all jobs but these once the shop is there: clean,user-vectors are what a vector"
              + " needs (default: all run).")
  private List<String> only = List.of();

  private final String started = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

  /**
   * Refuses a number below 1.
   *
   * @throws ParameterException naming the option, the number and the mend
   */
  static void atLeastOne(CommandSpec spec, String option, int number) {
    if (number < 1) {
      throw new ParameterException(
          spec.commandLine(), option + " is " + number + "; give 1 or more");
    }
  }

  @Nullable Path data() {
    return data;
  }

  @Nullable Integer madeUp() {
    return madeUp;
  }

  /**
   * A name whose ids no earlier run on the same data has sent: events with a known id are taken for
   * repetitions and change nothing.
   */
  String unique(String name) {
    return name + "-" + started;
  }

  String heap() {
    return heap;
  }

  Path out(String name) {
    return out != null ? out : Path.of("target", "bench", name + ".json");
  }

  /** The jobs that go on, none named for all. */
  List<String> only() {
    return only;
  }

  int warmup() {
    return warmup;
  }

  int seconds() {
    return seconds;
  }
}
