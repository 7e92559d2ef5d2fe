package io.limpet.system.bench;

import io.limpet.core.experiment.Baseline;
import io.limpet.core.experiment.Distributions;
import io.limpet.core.experiment.Metric;
import io.limpet.core.experiment.SamplePlan;
import io.limpet.system.bench.MadeUpExperiment.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether the analysis of experiments is right as often as it says, looked at every day. */
@Command(
    name = "experiments",
    mixinStandardHelpOptions = true,
    description = {
      "Made-up experiments, looked at every day: how often a difference is found where there is"
          + " none, how often an effect of 3 % is found with as many visitors as were planned, and"
          + " what CUPED takes out of the variance. Starts no stack."
    })
final class ExperimentsCommand implements Callable<Integer> {
  private static final int DAYS = 28;
  private static final double BUYING = 0.2;
  private static final double EFFECT = 0.03;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--tests",
      paramLabel = "N",
      description = "Experiments without an effect (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000")
  private int tests = 1_000;

  @Option(
      names = "--effects",
      paramLabel = "N",
      description = "Experiments with one (default: ${DEFAULT-VALUE}).",
      defaultValue = "200")
  private int effects = 200;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Where chance begins (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/experiments.json")
  private Path out = Path.of("target", "bench", "experiments.json");

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Where an SVG of it goes, if it is to be drawn.")
  private @Nullable Path plot;

  @Override
  public Integer call() throws IOException {
    var report =
        new BenchReport("experiments")
            .setting("tests", tests)
            .setting("effects", effects)
            .setting("seed", seed);
    var random = new SplittableRandom(seed);
    List<Outcome> conversion = sameArms(Metric.CONVERSION, report, random);
    sameArms(Metric.REVENUE, report, random);
    List<Outcome> found = plantedEffect(false, report, random);
    plantedEffect(true, report, random);
    report.print(spec.commandLine().getOut());
    report.write(out);
    if (plot != null) {
      Files.writeString(plot, ExperimentsPlot.of(DAYS, conversion, found));
    }
    return 0;
  }

  private static List<Outcome> run(
      MadeUpExperiment experiment, int times, SplittableRandom random) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      outcomes.add(experiment.run(random.split()));
    }
    return outcomes;
  }

  private List<Outcome> sameArms(Metric metric, BenchReport report, SplittableRandom random) {
    var experiment = new MadeUpExperiment(metric, DAYS, 8_000, 0.05, 0.1, 0, true, 0.1, null);
    List<Outcome> outcomes = run(experiment, tests, random);
    String table =
        "A/A: both arms the same, 8,000 visitors in 28 days, looked at every day, alpha 0.05";
    rate(
        report,
        table,
        metric,
        "may be looked at whenever, any look",
        outcomes,
        o -> o.safeDay() > 0);
    rate(report, table, metric, "for who looks once, at the end", outcomes, Outcome::onceAtEnd);
    rate(report, table, metric, "for who looks once, any look", outcomes, o -> o.onceDay() > 0);
    rate(report, table, metric, "blocked by shares, any look", outcomes, Outcome::blocked);
    reduction(report, metric, "A/A", outcomes);
    return outcomes;
  }

  private List<Outcome> plantedEffect(
      boolean hasPast, BenchReport report, SplittableRandom random) {
    var baseline = new Baseline(BUYING, Math.sqrt(BUYING * (1 - BUYING)), 10_000);
    SamplePlan plan =
        SamplePlan.of(
            new MadeUpExperiment(
                    Metric.CONVERSION, DAYS, 0, BUYING, 0, EFFECT, hasPast, EFFECT, baseline)
                .experiment());
    var experiment =
        new MadeUpExperiment(
            Metric.CONVERSION,
            DAYS,
            (int) plan.safe(),
            BUYING,
            0,
            EFFECT,
            hasPast,
            EFFECT,
            baseline);
    List<Outcome> outcomes = run(experiment, effects, random);
    String table =
        "an effect of 3 %% on a conversion of 20 %%, %d visitors as planned for a power of 0.80"
            .formatted(plan.safe());
    String with = hasPast ? ", CUPED" : "";
    Metric metric = Metric.CONVERSION;
    rate(
        report,
        table,
        metric,
        "better, any look" + with,
        outcomes,
        o -> o.safeDay() > 0 && o.better());
    rate(
        report,
        table,
        metric,
        "worse, any look" + with,
        outcomes,
        o -> o.safeDay() > 0 && !o.better());
    if (hasPast) {
      reduction(report, metric, "effect", outcomes);
    }
    return outcomes;
  }

  private static void rate(
      BenchReport report,
      String table,
      Metric metric,
      String what,
      List<Outcome> outcomes,
      Predicate<Outcome> found) {
    long of = outcomes.stream().filter(found).count();
    double[] interval = wilson(of, outcomes.size());
    report.row(
        table,
        "metric",
        metric.text(),
        "found",
        what,
        "of",
        outcomes.size(),
        "times",
        of,
        "share %",
        100.0 * of / outcomes.size(),
        "95 % from",
        100 * interval[0],
        "to",
        100 * interval[1]);
  }

  private static void reduction(
      BenchReport report, Metric metric, String of, List<Outcome> outcomes) {
    double[] sorted = outcomes.stream().mapToDouble(Outcome::reduction).sorted().toArray();
    report.row(
        "variance that CUPED takes out",
        "metric",
        metric.text(),
        "experiments",
        of,
        "median %",
        100 * sorted[sorted.length / 2],
        "least %",
        100 * sorted[0],
        "most %",
        100 * sorted[sorted.length - 1]);
  }

  /** Wilson's interval of a share (1927), 95 %. */
  static double[] wilson(long found, long of) {
    double z = Distributions.normalQuantile(0.975);
    double share = (double) found / of;
    double middle = (share + z * z / (2 * of)) / (1 + z * z / of);
    double half =
        z * Math.sqrt(share * (1 - share) / of + z * z / (4.0 * of * of)) / (1 + z * z / of);
    return new double[] {Math.max(0, middle - half), Math.min(1, middle + half)};
  }
}
