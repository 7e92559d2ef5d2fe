package io.limpet.system.bench;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code limpet bench}: measures a stack that it starts itself. */
@Command(
    name = "limpet bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Measure Limpet: freshness, ingest and serve start a stack of their own, warm it up, and put"
          + " load on it over HTTP and Kafka. Each prints a table and writes a JSON file.",
      "",
      "docs/benchmarks.md says what each measures and how."
    },
    subcommands = {
      FreshnessCommand.class,
      IngestCommand.class,
      IdleCommand.class,
      StreamsCommand.class,
      FaultsCommand.class,
      ServeCommand.class,
      AnswersCommand.class,
      IndexCommand.class,
      FiltersCommand.class,
      ChurnCommand.class,
      EncoderCommand.class,
      TrainingCommand.class,
      RivalsCommand.class,
      SearchCommand.class,
      ScaleOutCommand.class,
      AblationsCommand.class,
      HygieneCommand.class,
      ExperimentsCommand.class,
      RebuildCommand.class,
      ClosedLoopCommand.class,
      RecountCommand.class,
      HelpCommand.class
    })
public final class BenchCli implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  /** Runs a benchmark and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a benchmark: 0 done, 1 failed, 2 wrong usage. */
  static int run(String... arguments) {
    Locale.setDefault(Locale.ROOT);
    return new CommandLine(new BenchCli())
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              line.getErr().println("limpet bench: " + e.getMessage());
              return CommandLine.ExitCode.SOFTWARE;
            })
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "what is to be measured? One of " + String.join(", ", spec.subcommands().keySet()));
  }
}
