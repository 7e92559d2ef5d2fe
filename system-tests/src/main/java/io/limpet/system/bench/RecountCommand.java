package io.limpet.system.bench;

import io.limpet.core.engagement.Uniques;
import io.limpet.system.recount.Counted;
import io.limpet.system.recount.Past;
import io.limpet.system.recount.Recount;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Every engagement figure of a past, against SQL over its lake. */
@Command(
    name = "recount",
    mixinStandardHelpOptions = true,
    description = "Engagement of files, held against DuckDB over a lake of the same events.")
final class RecountCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--interactions",
      required = true,
      split = ",",
      paramLabel = "FILE",
      description = "Files as import takes them.")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws Exception {
    var report = new BenchReport("recount");
    boolean isEqual = true;
    for (Path file : files) {
      isEqual &= compare(report, file);
    }
    report.print(spec.commandLine().getOut());
    return isEqual ? 0 : 1;
  }

  private boolean compare(BenchReport report, Path file) throws Exception {
    Past past = Past.ofFile(file);
    Counted counted = Counted.of(past);
    try (var scratch = new Scratch("limpet-recount");
        var recount = new Recount(scratch.path("lake"))) {
      past.write(scratch.path("lake"));
      Map<String, Long> wanted = recount.figures(false);
      Map<String, Long> found = counted.figures();
      Map<String, Long> differing = new HashMap<>(wanted);
      differing.keySet().removeIf(name -> Objects.equals(wanted.get(name), found.get(name)));
      found.keySet().stream()
          .filter(name -> !wanted.containsKey(name))
          .forEach(name -> differing.put(name, 0L));
      new TreeSet<>(differing.keySet())
          .stream()
              .limit(20)
              .forEach(
                  name ->
                      spec.commandLine()
                          .getErr()
                          .printf(
                              "%s: SQL %s, counted %s%n", name, wanted.get(name), found.get(name)));
      long last = counted.days().keySet().stream().mapToLong(Long::longValue).max().orElse(0);
      long all = recount.visitors(0, last);
      Uniques estimate = counted.visitors(0, last, Uniques.EXACT);
      report.row(
          "figures by day against SQL",
          "file",
          String.valueOf(file.getFileName()),
          "events",
          (long) past.events().size(),
          "figures",
          (long) wanted.size(),
          "differing",
          (long) differing.size(),
          "visitors",
          all,
          "by sketch",
          Math.round(estimate.count()),
          "low",
          Math.round(estimate.low()),
          "high",
          Math.round(estimate.high()));
      return differing.isEmpty() && estimate.low() <= all && all <= estimate.high();
    }
  }
}
