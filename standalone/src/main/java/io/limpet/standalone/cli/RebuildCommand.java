package io.limpet.standalone.cli;

import io.limpet.broker.EmbeddedBroker;
import io.limpet.core.event.Timestamps;
import io.limpet.flink.rebuild.Derivation;
import io.limpet.flink.rebuild.Derivations;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.stack.DataFolder;
import io.limpet.standalone.stack.Rebuilding;
import io.limpet.standalone.stack.RunningFile;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code limpet rebuild}. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Make topics that follow from events again from the lake, by the same jobs, and compare them"
          + " with what is live.",
      "",
      "On a stopped stack the keys that differ are written, and the next `limpet up` goes on from"
          + " the rebuilt state with the events that the lake does not have yet. Beside a running"
          + " one nothing is changed."
    },
    footer = {
      "",
      "  limpet rebuild --dry-run",
      "  limpet rebuild --topics item-signals --until 2026-01-31T12:00:00Z"
    })
final class RebuildCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--topics",
      split = ",",
      paramLabel = "NAME",
      description = "Which, by the names of their jobs: ${COMPLETION-CANDIDATES} (default: all).",
      completionCandidates = Names.class)
  private @Nullable List<String> topics;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "Only events that reached Kafka before, 2026-01-31T12:00:00Z for one; compares alone.")
  private @Nullable String until;

  @Option(names = "--dry-run", description = "Compare, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parts of each job, 1 to 128 (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int parallelism = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (parallelism < 1 || parallelism > 128) {
      throw new RefusedException("--parallelism is %d; give 1 to 128".formatted(parallelism));
    }
    List<Derivation> derivations = derivations();
    long untilMillis = untilMillis();
    boolean looking = dryRun || until != null;
    var steps = new Steps(spec.commandLine().getOut());
    DataFolder.checkVersion(data.path());
    var running = RunningFile.find(data.path());
    if (running.isPresent()) {
      steps.line("The stack runs: nothing is changed. Stop it to put the rebuilt in use.");
      new Rebuilding(data.path(), running.get().kafka(), steps)
          .run(new Rebuilding.Order(derivations, untilMillis, parallelism, false));
      return 0;
    }
    try (DataFolder held = DataFolder.openForJobs(data.path());
        EmbeddedBroker broker = EmbeddedBroker.start(held.kafka())) {
      new Rebuilding(held.root(), broker.bootstrapServers(), steps)
          .run(new Rebuilding.Order(derivations, untilMillis, parallelism, !looking));
    }
    if (!looking) {
      steps.line("`limpet up` goes on from what was rebuilt.");
    }
    return 0;
  }

  private List<Derivation> derivations() {
    try {
      return topics == null ? Derivations.all() : Derivations.named(topics);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("--topics: " + e.getMessage(), e);
    }
  }

  /** What there is to be rebuilt, for the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Derivations.all().stream().map(Derivation::name).iterator();
    }
  }

  private long untilMillis() {
    return until == null
        ? Long.MAX_VALUE
        : Timestamps.ofRfc3339(until)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "--until is \"%s\"; give 2026-01-31T12:00:00Z".formatted(until)));
  }
}
