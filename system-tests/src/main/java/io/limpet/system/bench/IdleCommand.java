package io.limpet.system.bench;

import io.limpet.system.process.StackProcess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a stack takes of the processor while nobody asks it for anything. */
@Command(
    name = "idle",
    mixinStandardHelpOptions = true,
    description = "Processor time of an empty stack that nobody uses, in per cent of one core.")
final class IdleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--warmup",
      paramLabel = "SECONDS",
      description = "Until the JIT has done most (default: ${DEFAULT-VALUE}).",
      defaultValue = "90")
  private int warmup = 90;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long one look takes (default: ${DEFAULT-VALUE}).",
      defaultValue = "30")
  private int seconds = 30;

  @Option(
      names = "--looks",
      paramLabel = "N",
      description = "How often is looked, one after the other (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int looks = 5;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/idle.json")
  private Path out = Path.of("");

  @Override
  public Integer call() throws InterruptedException {
    BenchOptions.atLeastOne(spec, "--looks", looks);
    PrintWriter print = spec.commandLine().getOut();
    var report = new BenchReport("idle").setting("warmup", warmup).setting("seconds", seconds);
    double[] percents = new double[looks];
    try (var scratch = new Scratch("limpet-idle-");
        StackProcess stack = StackProcess.start(scratch.path("data"), scratch.path("logs"))) {
      TimeUnit.SECONDS.sleep(warmup);
      for (int look = 0; look < looks; look++) {
        percents[look] = percentOfACore(stack);
        report.row("looks", "look", look + 1, "% of a core", percents[look]);
      }
    }
    Arrays.sort(percents);
    report.row("idle", "looks", looks, "median % of a core", percents[looks / 2]);
    report.print(print);
    report.write(out);
    return 0;
  }

  private double percentOfACore(StackProcess stack) throws InterruptedException {
    Duration before = stack.cpu();
    long began = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    long tookNanos = System.nanoTime() - began;
    return 100.0 * stack.cpu().minus(before).toNanos() / tookNanos;
  }
}
