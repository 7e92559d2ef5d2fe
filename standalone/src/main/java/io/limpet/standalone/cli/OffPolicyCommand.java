package io.limpet.standalone.cli;

import io.limpet.core.experiment.Exploration;
import io.limpet.core.experiment.ExplorationStudy;
import io.limpet.core.experiment.OffPolicy;
import io.limpet.core.experiment.Refusal;
import io.limpet.lake.ExampleLake;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.offpolicy.Reward;
import io.limpet.standalone.offpolicy.ServedAnswers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code limpet off-policy}. */
@Command(
    name = "off-policy",
    mixinStandardHelpOptions = true,
    description = {
      "Estimate what other exploration settings of a surface would have earned, from answers that"
          + " were given and what became of them, before anybody sees them.",
      "",
      "Reads the labelled answers of the lake, which the job labels writes a day after they were"
          + " given. Told of each place that was open to chance; all others stay as they are."
    },
    footer = {"", "  limpet off-policy --surface home --share 0.3 --reward cart"})
final class OffPolicyCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--surface", paramLabel = "NAME", required = true, description = "Whose answers.")
  private String surface = "";

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      required = true,
      description = "How often an answer gives a place to chance, 0 to 1 (0: never).")
  private double share;

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      defaultValue = "4",
      description = "The first place that may be given (${DEFAULT-VALUE}).")
  private int from;

  @Option(
      names = "--to",
      paramLabel = "PLACE",
      defaultValue = "100",
      description = "The last one (${DEFAULT-VALUE}).")
  private int to;

  @Option(
      names = "--reward",
      paramLabel = "WHAT",
      defaultValue = "click",
      description = "What a place earns: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Reward reward = Reward.CLICK;

  @Option(
      names = "--since",
      paramLabel = "DAY",
      description = "Answers from that day (UTC) on, 2026-01-31 for one; all if not given.")
  private @Nullable LocalDate since;

  @Option(names = "--with-synthetic", description = "Count what programs did, too.")
  private boolean withSynthetic;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Path folder = Path.of(ExampleLake.folder(data.path().resolve("lake").toString()));
    try {
      var wanted = new Exploration(share, from, to);
      long sinceMillis =
          since == null ? 0 : since.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      List<ExplorationStudy.Answer> answers =
          new ServedAnswers(new ExampleLake(folder), reward, withSynthetic)
              .read(surface, sinceMillis);
      if (answers.isEmpty()) {
        throw new RefusedException(
            "%s has no answers of surface %s; give another --surface or --since, or wait until a day after the first answers"
                .formatted(folder, surface));
      }
      print(ExplorationStudy.of(wanted, answers), answers.size());
    } catch (Refusal e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
    return 0;
  }

  private void print(ExplorationStudy study, int answers) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%d answers of %s, %d places open to chance%n%n", answers, surface, study.places());
    out.printf("%-16s %10s %10s %24s %10s%n", "", reward.text(), "error", "95 %", "worth");
    line(out, "as it was", study.logged(), study.loggedError(), study.places());
    line(out, "ips", study.ips());
    line(out, "snips", study.snips());
    line(out, "doubly robust", study.doublyRobust());
  }

  private static void line(PrintWriter out, String name, OffPolicy of) {
    line(out, name, of.value(), of.error(), of.effective());
  }

  private static void line(PrintWriter out, String name, double value, double error, double worth) {
    out.print(
        String.format(
            Locale.ROOT,
            "%-16s %10.5f %10.5f %24s %10.0f%n",
            name,
            value,
            error,
            String.format(Locale.ROOT, "%.5f to %.5f", value - 1.96 * error, value + 1.96 * error),
            worth));
  }
}
