package io.limpet.system.bench;

import io.limpet.system.load.Latencies;
import io.limpet.system.load.OpenLoop;
import io.limpet.system.load.Traffic;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many recommendations a second, and how fast. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Recommendations a second and their latency at 1, 8 and 32 clients, and at a steady rate"
          + " without events and while they come in, stage by stage; how soon an answer has a change of"
          + " the catalogue."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int CROWD = 2_000;
  private static final int LIMIT = 10;
  private static final int INTRODUCTION = 6_000;
  private static final int PROBES = 30;

  @Mixin private BenchOptions options = new BenchOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--clients",
      split = ",",
      paramLabel = "N",
      description = "Clients that ask as fast as they are answered (default: ${DEFAULT-VALUE}).",
      defaultValue = "1,8,32")
  private List<Integer> clients = List.of(1, 8, 32);

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Requests a second of the steady load (default: ${DEFAULT-VALUE}).",
      defaultValue = "50")
  private int rate = 50;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Events a second beside the steady load (default: ${DEFAULT-VALUE}).",
      defaultValue = "50")
  private int eventRate = 50;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Events in one request, as a shop's backend gathers them (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int batch = 1;

  private Asked asked = Asked.USUAL;

  @Option(
      names = "--candidates",
      paramLabel = "N",
      description =
          "Ask a surface that brings N candidates from four sources, in place of the home page; with"
              + " --made-up only, since it sets the surfaces up anew.")
  private @Nullable Integer candidates;

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      description = "What every item has to pass, \"price < 80\" for one (default: nothing).")
  private @Nullable String filter;

  @Override
  public Integer call() {
    Integer wanted = candidates;
    if (wanted != null && options.madeUp() == null) {
      throw new ParameterException(
          spec.commandLine(), "--candidates sets surfaces up anew; give --made-up as well");
    }
    BenchOptions.atLeastOne(spec, "--batch", batch);
    PrintWriter out = spec.commandLine().getOut();
    var report =
        new BenchReport("serve")
            .setting("warmup_seconds", options.warmup())
            .setting("seconds", options.seconds())
            .setting("rate", rate)
            .setting("events_per_second", eventRate)
            .setting("batch", batch)
            .setting("crowd", CROWD)
            .setting("limit", LIMIT)
            .setting("candidates", wanted == null ? "home page" : wanted)
            .setting("filter", filter == null ? "" : filter);
    try (BenchStack stack = BenchStack.open(options, report, out)) {
      var crowd = new Traffic(options.unique("crowd"), CROWD, stack.items(), 1);
      asked =
          wanted == null
              ? new Asked(null, filter)
              : Asked.ofCandidates(stack.service(), wanted, filter);
      introduce(stack, crowd);
      say(out, "Warming up for " + options.warmup() + " s ...");
      closedLoop(stack, crowd, 4, options.warmup());
      for (int count : clients) {
        say(out, "Measuring " + count + " clients for " + options.seconds() + " s ...");
        Measured measured = closedLoop(stack, crowd, count, options.seconds());
        row(report, count + " clients", measured, options.seconds());
      }
      say(out, "Measuring " + rate + " requests/s ...");
      row(
          report,
          rate + " requests/s",
          steady(stack, crowd, 0, options.seconds()),
          options.seconds());
      say(out, "Measuring " + rate + " requests/s with " + eventRate + " events/s ...");
      steady(stack, crowd, eventRate, options.warmup() / 6);
      StageTimes before = stack.service().stages();
      row(
          report,
          rate + " requests/s beside " + eventRate + " events/s",
          steady(stack, crowd, eventRate, options.seconds()),
          options.seconds());
      stack.service().stages().since(before).addTo(report, "where the time goes");
      say(out, "Putting items ...");
      catalogue(report, new CatalogueProbe(stack.service(), options.unique("probe")).run(PROBES));
      if (options.madeUp() != null) {
        say(out, "Searching ...");
        new SearchProbe(stack.service()).addTo(report);
      }
    }
    report.print(out);
    report.write(options.out("serve"));
    say(out, "\nWritten to " + options.out("serve"));
    return 0;
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  /** What one measurement found. */
  private record Measured(Asked asked, Latencies latencies, LongAdder failed) {
    Measured(Asked asked) {
      this(asked, new Latencies(), new LongAdder());
    }

    void time(BenchStack stack, String user, long from) {
      try {
        if (stack.service().recommend(asked, user, LIMIT).isEmpty()) {
          failed.increment();
        }
      } catch (RuntimeException e) {
        failed.increment();
      }
      latencies.addNanos(System.nanoTime() - from);
    }
  }

  private static void row(BenchReport report, String load, Measured measured, int seconds) {
    Latencies.Summary s = measured.latencies().summary();
    report.row(
        "recommendations (ms)",
        "load",
        load,
        "requests/s",
        s.count() / (double) seconds,
        "p50",
        s.p50(),
        "p95",
        s.p95(),
        "p99",
        s.p99(),
        "max",
        s.max(),
        "failed",
        measured.failed().sum());
  }

  private static void catalogue(BenchReport report, CatalogueProbe.Measured measured) {
    Map.of(
            "an item put to an answer with it",
            measured.shown(),
            "stock 0 to an answer without it",
            measured.gone())
        .forEach(
            (what, times) -> {
              Latencies.Summary s = times.summary();
              report.row(
                  "catalogue (ms)",
                  "change",
                  what,
                  "n",
                  s.count(),
                  "p50",
                  s.p50(),
                  "p95",
                  s.p95(),
                  "max",
                  s.max());
            });
  }

  /** Gives the users a history, so that answers are personal. */
  private static void introduce(BenchStack stack, Traffic crowd) {
    for (int from = 0; from < INTRODUCTION; from += 100) {
      stack.service().report(crowd, from, 100);
    }
  }

  private Measured closedLoop(BenchStack stack, Traffic crowd, int clients, int seconds) {
    var measured = new Measured(asked);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < clients; i++) {
        threads.execute(
            () -> {
              for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                measured.time(stack, crowd.user(ThreadLocalRandom.current().nextInt(CROWD)), now);
              }
            });
      }
    }
    return measured;
  }

  /**
   * Requests at a steady rate, timed from when each was due, while so many events a second come in.
   */
  private Measured steady(BenchStack stack, Traffic crowd, int events, int seconds) {
    var measured = new Measured(asked);
    Duration time = Duration.ofSeconds(seconds);
    Thread posts = Thread.ofPlatform().start(() -> post(stack, crowd, events, time, measured));
    OpenLoop.run(
        rate,
        time,
        (n, intended) ->
            measured.time(stack, crowd.user(ThreadLocalRandom.current().nextInt(CROWD)), intended));
    try {
      posts.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return measured;
  }

  private void post(BenchStack stack, Traffic crowd, int events, Duration time, Measured measured) {
    if (events == 0) {
      return;
    }
    OpenLoop.run(
        (double) events / batch,
        time,
        (n, intended) -> {
          try {
            stack.service().report(crowd, System.nanoTime(), batch);
          } catch (RuntimeException e) {
            measured.failed().increment();
          }
        });
  }
}
