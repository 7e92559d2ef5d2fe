package io.limpet.system.bench;

import io.limpet.system.faults.FaultsRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long Limpet takes to get over what goes wrong, and whether anything is lost by it. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    description = {
      "A broker, a job manager, two task managers and two search-services, each a process. While"
          + " events come in, each is killed, the network is cut, checkpoints cannot be written,"
          + " and every topic gets a record that nobody can read; then processes are killed at"
          + " random.",
      "Afterwards what was counted is held against what was acknowledged. Exit code 1 when it"
          + " differs."
    })
final class FaultsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Events a second (default: ${DEFAULT-VALUE}).",
      defaultValue = "200")
  private int rate = 200;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description =
          "How long processes are killed at random after each fault came once (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int minutes = 10;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of what is killed when (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/faults.json")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    var report =
        new BenchReport("faults")
            .setting("rate", rate)
            .setting("minutes", minutes)
            .setting("seed", seed);
    FaultsRun.Result result;
    try (var scratch = new Scratch("limpet-faults-")) {
      result =
          new FaultsRun(scratch.path(""), rate, Duration.ofMinutes(minutes), seed)
              .run(
                  recovery -> {
                    print.printf("%-50s %6.1f s%n", recovery.fault(), recovery.seconds());
                    print.flush();
                    report.row(
                        "until all is well again",
                        "fault",
                        recovery.fault(),
                        "seconds",
                        recovery.seconds());
                  });
    }
    report.row(
        "what was counted",
        "acknowledged events",
        result.acknowledged(),
        "repeated batches",
        result.repeatedBatches(),
        "wrong profiles",
        result.wrongProfiles(),
        "rows lost",
        result.lostRows(),
        "rows twice",
        result.doubleRows());
    report.print(print);
    report.write(out);
    print.println("\nWritten to " + out);
    print.flush();
    boolean right = result.wrongProfiles() == 0 && result.lostRows() + result.doubleRows() == 0;
    return right ? 0 : 1;
  }
}
