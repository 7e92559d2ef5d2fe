package io.limpet.standalone.cli;

import io.limpet.core.metric.Proportions.Ranged;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.simulate.Assumptions;
import io.limpet.standalone.simulate.HttpShop;
import io.limpet.standalone.simulate.Outcome;
import io.limpet.standalone.simulate.OutcomeFiles;
import io.limpet.standalone.simulate.Pace;
import io.limpet.standalone.simulate.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code limpet simulate}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Have shoppers who do not exist shop at a running service, over HTTP, and tell whether they"
          + " came back.",
      "",
      "They have tastes, budgets and patience, and come back the likelier the better they were"
          + " served (docs/simulator.md says what is assumed, and why). With several surfaces in"
          + " --arms each shopper is served by one, and the arms are compared with the first. All"
          + " that comes of it is simulated. The events are marked synthetic, so that training"
          + " leaves them out; item signals and vectors do not: use a stack of its own."
    })
final class SimulateCommand implements Callable<Integer> {
  @Mixin private ServiceOption service = new ServiceOption();

  @Option(
      names = "--shoppers",
      paramLabel = "N",
      defaultValue = "600",
      description = "How many shoppers there are (default: ${DEFAULT-VALUE}).")
  private int shoppers = 600;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "45",
      description =
          "Days simulated, more than 30: newcomers come until 30 days before the end (default:"
              + " ${DEFAULT-VALUE}).")
  private int days = 45;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of everything that is chance (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--arms",
      paramLabel = "SURFACE",
      split = ",",
      defaultValue = "home",
      description = "Surfaces that shoppers are dealt to (default: ${DEFAULT-VALUE}).")
  private List<String> arms = List.of("home");

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Requests a second at most; 0 is as many as are answered (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "16",
      description = "Shoppers who shop at once (default: ${DEFAULT-VALUE}).")
  private int threads = 16;

  @Option(
      names = "--live",
      paramLabel = "SECONDS",
      description = {
        "Seconds that a simulated day takes; the events are of now.",
        "Without it the days pass as fast as they can, and are the last ones before today's moment."
      })
  private @Nullable Integer live;

  @Option(
      names = "--pause",
      paramLabel = "MILLIS",
      defaultValue = "200",
      description =
          "Time that somebody thinks before the next page, without --live: as long as the service"
              + " may take to have learned from the last one (default: ${DEFAULT-VALUE}).")
  private int pause = 200;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "Begins every id (default: made of the time, so that no two runs share one).")
  private @Nullable String run;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where simulation.json and simulation.csv go (default: nowhere).")
  private @Nullable Path out;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Simulation.Settings settings = settings();
    Pace pace =
        live == null
            ? Pace.past(days, System.currentTimeMillis(), Duration.ofMillis(pause))
            : Pace.live(Duration.ofSeconds(live));
    var steps = new Steps(spec.commandLine().getOut());
    Outcome outcome =
        new Simulation(
                settings, Assumptions.USUAL, new HttpShop(service.require(), rate), pace, steps)
            .run();
    print(outcome);
    if (out != null) {
      OutcomeFiles.write(outcome, out);
      steps.say("Written to " + out);
    }
    return 0;
  }

  private Simulation.Settings settings() {
    if (rate < 0 || pause < 0 || (live != null && live < 1)) {
      throw new RefusedException(
          "--rate is %s, --pause %s and --live %s; give 0 or more, and of --live 1 or more"
              .formatted(rate, pause, live));
    }
    String name = run != null ? run : "sim-" + Long.toString(System.currentTimeMillis(), 36);
    try {
      return new Simulation.Settings(name, shoppers, days, seed, arms, threads);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("--" + e.getMessage());
    }
  }

  private void print(Outcome outcome) {
    var to = spec.commandLine().getOut();
    to.printf(
        "%nSimulated shoppers, within 30 days of their first visit; retained is who came on days 24"
            + " to 30%n(intervals of 95 %%):%n");
    for (Outcome.OfArm arm : outcome.arms()) {
      if (arm.shoppers() == 0) {
        to.printf("  %-20s nobody%n", arm.arm());
        continue;
      }
      to.printf(
          Locale.ROOT,
          "  %-20s %,7d shoppers  retained %s  bought %s  %.2f visits, %.2f clicks each%n",
          arm.arm(),
          arm.shoppers(),
          shown(arm.retention()),
          shown(arm.conversion()),
          (double) arm.visits() / arm.shoppers(),
          (double) arm.clicks() / arm.shoppers());
    }
    Outcome.OfArm first = outcome.arms().getFirst();
    for (Outcome.OfArm arm : outcome.arms()) {
      if (!arm.equals(first) && arm.shoppers() > 0 && first.shoppers() > 0) {
        to.printf(
            "  %s less %s: retained %s, bought %s%n",
            arm.arm(),
            first.arm(),
            shown(outcome.retentionGain(arm)),
            shown(outcome.conversionGain(arm)));
      }
    }
    to.flush();
  }

  private static String shown(Ranged figure) {
    return String.format(
        Locale.ROOT, "%.3f [%.3f, %.3f]", figure.value(), figure.low(), figure.high());
  }
}
