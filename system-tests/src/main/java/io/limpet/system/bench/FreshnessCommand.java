package io.limpet.system.bench;

import io.limpet.system.load.Latencies;
import io.limpet.system.load.OpenLoop;
import io.limpet.system.load.Traffic;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long after its acknowledgement an event changes the answer. */
@Command(
    name = "freshness",
    mixinStandardHelpOptions = true,
    description =
        "Milliseconds from the 202 of an event to a changed answer over HTTP, under other events.")
final class FreshnessCommand implements Callable<Integer> {
  private static final int CROWD = 2_000;
  private static final int PROBE_USERS = 200;
  private static final double PROBES_PER_SECOND = 10;

  @Mixin private BenchOptions options = new BenchOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rates",
      split = ",",
      paramLabel = "N",
      description = "Events a second, probes included (default: ${DEFAULT-VALUE}).",
      defaultValue = "100,1000")
  private List<Integer> rates = List.of(100, 1_000);

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Events of the crowd in one request, as a shop's backend gathers them (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int batch = 1;

  @Override
  public Integer call() {
    BenchOptions.atLeastOne(spec, "--batch", batch);
    PrintWriter out = spec.commandLine().getOut();
    var report =
        new BenchReport("freshness")
            .setting("warmup_seconds", options.warmup())
            .setting("seconds", options.seconds())
            .setting("probes_per_second", PROBES_PER_SECOND)
            .setting("batch", batch)
            .setting("crowd", CROWD)
            .setting("probe_users", PROBE_USERS);
    try (BenchStack stack = BenchStack.open(options, report, out)) {
      var crowd = new Traffic(options.unique("crowd"), CROWD, stack.items(), 1);
      Run warmUp = new Run(stack, crowd, batch, options.unique("warm"), 0);
      warmUp.probe.introduce(stack.items());
      out.println("Warming up for " + options.warmup() + " s ...");
      out.flush();
      long next = warmUp.under(rates.getLast(), options.warmup());
      for (int rate : rates) {
        out.println("Measuring at " + rate + " events/s for " + options.seconds() + " s ...");
        out.flush();
        Run run = new Run(stack, crowd, batch, options.unique("at" + rate), next);
        run.probe.introduce(stack.items());
        run.under(rate, Math.min(5, options.seconds()));
        run = new Run(stack, crowd, batch, options.unique("at" + rate), run.next);
        next = run.under(rate, options.seconds());
        run.report(report, rate);
      }
    }
    report.print(out);
    report.write(options.out("freshness"));
    out.println("\nWritten to " + options.out("freshness"));
    out.flush();
    return 0;
  }

  /** Events and probes at one rate. */
  private static final class Run {
    private final BenchStack stack;
    private final Traffic crowd;
    private final int batch;
    private final Latencies posts = new Latencies();
    private final LongAdder failedPosts = new LongAdder();
    private final FreshnessProbe probe;
    private long next;

    Run(BenchStack stack, Traffic crowd, int batch, String name, long next) {
      this.stack = stack;
      this.crowd = crowd;
      this.batch = batch;
      this.next = next;
      this.probe = new FreshnessProbe(stack.service(), name, PROBE_USERS);
    }

    /** Runs so many events a second; returns the number of the next event of the crowd. */
    long under(int rate, int seconds) {
      long first = next;
      Duration time = Duration.ofSeconds(seconds);
      Thread probes =
          Thread.ofPlatform()
              .start(
                  () ->
                      OpenLoop.run(PROBES_PER_SECOND, time, (n, intended) -> probe.run(first + n)));
      next +=
          batch
              * OpenLoop.run(
                  (rate - PROBES_PER_SECOND) / batch,
                  time,
                  (n, intended) -> {
                    try {
                      stack.service().report(crowd, first + n * batch, batch);
                      posts.addNanos(System.nanoTime() - intended);
                    } catch (RuntimeException e) {
                      failedPosts.increment();
                    }
                  });
      try {
        probes.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return next;
    }

    void report(BenchReport report, int rate) {
      row(report, "202 of an event to a changed answer", rate, probe.fresh.summary());
      row(report, "one request for an answer, while polling", rate, probe.polled.summary());
      row(report, "a click to its 202", rate, probe.acknowledged.summary());
      row(report, "a request of the crowd, from when it was due to its 202", rate, posts.summary());
      report.row(
          "probes",
          "events/s",
          rate,
          "changed",
          probe.fresh.count(),
          "unchanged after 10 s",
          probe.unchanged.sum(),
          "changed without a click",
          probe.changedByThemselves.sum(),
          "failed",
          probe.failed.sum(),
          "crowd's failed requests",
          failedPosts.sum());
    }

    private static void row(BenchReport report, String table, int rate, Latencies.Summary s) {
      report.row(
          table + " (ms)",
          "events/s",
          rate,
          "n",
          s.count(),
          "p50",
          s.p50(),
          "p95",
          s.p95(),
          "p99",
          s.p99(),
          "max",
          s.max());
    }
  }
}
