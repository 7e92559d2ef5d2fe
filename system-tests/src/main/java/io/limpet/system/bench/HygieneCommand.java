package io.limpet.system.bench;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.RejectReason;
import io.limpet.core.hygiene.Behaviour;
import io.limpet.core.hygiene.Hygiene;
import io.limpet.lake.files.EventBatches;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What hygiene would keep apart of a real past: how many of its customers, above all. */
@Command(
    name = "hygiene",
    mixinStandardHelpOptions = true,
    description =
        "Visitors and events of files that hygiene would quarantine, and how near people come to it.")
final class HygieneCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--interactions",
      required = true,
      split = ",",
      paramLabel = "FILE",
      description = "Files as import takes them.")
  private List<Path> files = List.of();

  /** What is found of a visitor. */
  private static final class Found {
    private Behaviour behaviour = Behaviour.NONE;
    private boolean buys;
    private double perMinute;
    private double perHour;
    private int perDay;
    private double variation = Double.POSITIVE_INFINITY;
    private final Set<RejectReason> reasons = new HashSet<>();

    void take(Event event, Map<RejectReason, Long> counts) {
      Hygiene.Result result = Hygiene.STANDARD.judge(behaviour, event);
      behaviour = result.after();
      buys |= event.type() == EventType.PURCHASE;
      perMinute = Math.max(perMinute, behaviour.rhythm().perMinute());
      perHour = Math.max(perHour, behaviour.rhythm().perHour());
      perDay = Math.max(perDay, behaviour.day().views());
      variation = Math.min(variation, behaviour.rhythm().variation());
      if (result.fault() != null) {
        reasons.add(result.fault().reason());
        counts.merge(result.fault().reason(), 1L, Long::sum);
      }
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    var report = new BenchReport("hygiene");
    for (Path file : files) {
      measure(report, file);
    }
    report.print(out);
    return 0;
  }

  private static void measure(BenchReport report, Path file) {
    List<Event> events = new ArrayList<>();
    try (EventBatches batches = EventBatches.open(file)) {
      batches.forEachRemaining(events::add);
    }
    events.sort(Comparator.comparingLong(Event::timestampMillis));
    Map<String, Found> visitors = new HashMap<>();
    Map<RejectReason, Long> counts = new EnumMap<>(RejectReason.class);
    for (Event event : events) {
      visitors.computeIfAbsent(event.visitor(), key -> new Found()).take(event, counts);
    }
    String name = String.valueOf(file.getFileName());
    List<Found> buyers = visitors.values().stream().filter(found -> found.buys).toList();
    List<Found> bots =
        visitors.values().stream()
            .filter(found -> found.reasons.stream().anyMatch(r -> r.label().startsWith("bot_")))
            .toList();
    report.row(
        "visitors that hygiene takes for bots",
        "file",
        name,
        "events",
        (long) events.size(),
        "visitors",
        (long) visitors.size(),
        "buyers",
        (long) buyers.size(),
        "bots",
        (long) bots.size(),
        "buyers among them",
        bots.stream().filter(found -> found.buys).count());
    report.row(
        "the most that any visitor did; limits 90, 900, 500 and 0.20",
        "file",
        name,
        "looks in a minute",
        most(visitors, found -> found.perMinute),
        "in an hour",
        most(visitors, found -> found.perHour),
        "views in a day",
        most(visitors, found -> found.perDay),
        "least variation of 64 gaps",
        -most(visitors, found -> -found.variation));
    for (RejectReason reason : RejectReason.values()) {
      if (reason.isQuarantine()) {
        report.row(
            "events kept apart",
            "file",
            name,
            "reason",
            reason.label(),
            "events",
            counts.getOrDefault(reason, 0L),
            "visitors",
            visitors.values().stream().filter(found -> found.reasons.contains(reason)).count());
      }
    }
  }

  private static double most(Map<String, Found> visitors, ToDoubleFunction<Found> of) {
    return visitors.values().stream().mapToDouble(of).max().orElse(0);
  }
}
