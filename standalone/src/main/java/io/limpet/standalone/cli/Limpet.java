package io.limpet.standalone.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of everything but training and benchmarks, which are programs of their own. */
@Command(
    name = "limpet",
    versionProvider = Limpet.Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Real-time recommendation and search for shops, self-hosted.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      ImportCommand.class,
      ModelsCommand.class,
      DoctorCommand.class,
      ConfigCommand.class,
      ExportCommand.class,
      RejectedCommand.class,
      ReplayRejectedCommand.class,
      RebuildCommand.class,
      SimulateCommand.class,
      EraseCommand.class,
      EraserCommand.class,
      OffPolicyCommand.class,
      HelpCommand.class
    },
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nPrograms of their own (limpet COMMAND --help says more):%n",
    footer = {
      "  train      Train a generation from the lake or from files.",
      "  tune       Search settings for train on validation.",
      "  forecast   Forecast the demand of items and categories.",
      "  predictions  Measure what can be told of visitors.",
      "  evaluate   Measure models on files of interactions.",
      "  recommend  Batch answers from a generation.",
      "  bench      Measure freshness, ingest or serving.",
      "",
      "Exit codes: 0 done, 2 wrong usage or bad input, 1 failed.",
      "Start with: limpet demo"
    })
public final class Limpet implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // What libraries tell java.util.logging is not for the terminal.
    Logger.getLogger("").setLevel(Level.WARNING);
    // Set before the first logger is made.
    System.setProperty("logback.configurationFile", "io/limpet/standalone/logback.xml");
    System.exit(run(args));
  }

  /** Runs a command. */
  static int run(String... args) {
    CommandLine line = commandLine();
    int code = line.execute(args);
    // A print without a line's end is still in the writer.
    line.getOut().flush();
    line.getErr().flush();
    return code;
  }

  static CommandLine commandLine() {
    var line = new CommandLine(new Limpet());
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(Errors::badUsage);
    line.setExecutionExceptionHandler(Errors::failed);
    line.setUsageHelpAutoWidth(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.USAGE;
  }

  /** Reads the version that the build put into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Limpet.class.getPackage().getImplementationVersion();
      return new String[] {"limpet " + (version == null ? "(not packaged)" : version)};
    }
  }
}
