package io.limpet.system.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.metric.Proportions.Ranged;
import io.limpet.standalone.Progress;
import io.limpet.standalone.simulate.Outcome;
import io.limpet.standalone.simulate.Outcome.OfArm;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether what the engine learns of shoppers brings them back. */
@Command(
    name = "closed-loop",
    mixinStandardHelpOptions = true,
    description = {
      "The whole loop with simulated shoppers: some shop at the built-in shop, a generation is"
          + " trained on what they did, and then others, seed by seed, each at the shop as it was"
          + " then, are dealt by an experiment to popularity alone or to what was learned of them.",
      "Told are simulated 30-day retention and conversion, and the experiment's own results. What"
          + " was learned is kept in a folder of --data, and begun from the next time."
    })
final class ClosedLoopCommand implements Callable<Integer> {
  private static final int PAST_DAYS = 60;

  @Mixin private BenchOptions options = new BenchOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,2,3",
      description = "Populations to compare with (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds = List.of(1L, 2L, 3L);

  @Option(
      names = "--past",
      paramLabel = "N",
      defaultValue = "3000",
      description =
          "Shoppers whose behaviour the generation is trained on; 0 for the shop's own orders alone"
              + " (default: ${DEFAULT-VALUE}).")
  private int past = 3_000;

  @Option(
      names = "--shoppers",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Shoppers of each seed, both arms together (default: ${DEFAULT-VALUE}).")
  private int shoppers = 10_000;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "45",
      description = "Days of each seed, more than 30 (default: ${DEFAULT-VALUE}).")
  private int days = 45;

  @Option(
      names = "--pause",
      paramLabel = "MILLIS",
      defaultValue = "50",
      description = "As in limpet simulate (default: ${DEFAULT-VALUE}).")
  private int pause = 50;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "64",
      description = "Shoppers who shop at once (default: ${DEFAULT-VALUE}).")
  private int threads = 64;

  @Option(
      names = "--trainer",
      paramLabel = "ARGUMENT",
      split = ",",
      description = "Further arguments of limpet train, for what is learned of the past.")
  private List<String> trainer = List.of();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    var report =
        new BenchReport("closed-loop")
            .setting("simulated", true)
            .setting("past_shoppers", past)
            .setting("shoppers", shoppers)
            .setting("days", days)
            .setting("pause_millis", pause)
            .setting("threads", threads);
    Progress progress = new Spoken(out);
    var size =
        new ClosedLoop.Size(
            past, PAST_DAYS, shoppers, days, Duration.ofMillis(pause), threads, trainer);
    try (var scratch = new Scratch("limpet-closed-loop-")) {
      Path given = options.data();
      var folder = new ClosedLoopFolder(given != null ? given : scratch.path("data"));
      var loop = new ClosedLoop(size, folder, home(), progress);
      loop.learn();
      for (long seed : seeds) {
        progress.say("Seed " + seed + " ...");
        rows(report, loop.experiment(seed));
        report.print(out);
      }
    }
    report.write(options.out("closed-loop"));
    out.println("\nAll of it is simulated. Written to " + options.out("closed-loop"));
    out.flush();
    return 0;
  }

  private static Path home() {
    return Path.of(System.getProperty("limpet.home", "")).toAbsolutePath();
  }

  private static void rows(BenchReport report, ClosedLoop.Round round) {
    Outcome outcome = round.outcome();
    for (OfArm arm : outcome.arms()) {
      List<Double> served = arm.meanServed();
      report.row(
          "simulated shoppers, by arm",
          "seed and arm",
          outcome.seed() + " " + arm.arm(),
          "shoppers",
          arm.shoppers(),
          "retained day 24-30",
          shown(arm.retention()),
          "bought",
          shown(arm.conversion()),
          "visits each",
          (double) arm.visits() / arm.shoppers(),
          "clicks a page",
          (double) arm.clicks() / arm.pages(),
          "served by shelf 1",
          served.get(0),
          "2",
          served.get(1),
          "3-4",
          served.get(2),
          "5-8",
          served.get(3),
          "later",
          served.get(4));
    }
    OfArm personal = outcome.arms().getLast();
    Ranged retention = outcome.retentionGain(personal);
    Ranged conversion = outcome.conversionGain(personal);
    report.row(
        "simulated: personal less popular, as the shoppers have it",
        "seed",
        outcome.seed(),
        "retention",
        shown(retention),
        "above zero",
        retention.low() > 0,
        "conversion",
        shown(conversion),
        "above zero too",
        conversion.low() > 0);
    JsonNode metrics = round.results().path("arms").path(1).path("metrics");
    report.row(
        "simulated: the same, as the engine's experiment has it",
        "seed",
        outcome.seed(),
        "verdict",
        round.results().path("verdict").asText(),
        "visitors",
        round.results().path("visitors").asLong(),
        "conversion",
        shown(metrics.path(0)),
        "returned",
        shown(metrics.path(1)));
  }

  private static String shown(JsonNode metric) {
    return String.format(
        Locale.ROOT,
        "%.3f [%.3f, %.3f]",
        metric.path("difference").asDouble(Double.NaN),
        metric.path("interval").path("low").asDouble(Double.NaN),
        metric.path("interval").path("high").asDouble(Double.NaN));
  }

  private static String shown(Ranged figure) {
    return String.format(
        Locale.ROOT, "%.3f [%.3f, %.3f]", figure.value(), figure.low(), figure.high());
  }

  /** Says what is done, and every tenth part of what is long. */
  private record Spoken(PrintWriter out) implements Progress {
    @Override
    public void say(String what) {
      out.println(what);
      out.flush();
    }

    @Override
    public void at(String what, long done, long total) {
      if (done * 5 / total > (done - 1) * 5 / total) {
        say("  %d of %d %s".formatted(done, total, what));
      }
    }
  }
}
