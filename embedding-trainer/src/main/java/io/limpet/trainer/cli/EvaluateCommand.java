package io.limpet.trainer.cli;

import io.limpet.text.MiniLmEncoder;
import io.limpet.trainer.evaluate.Comparison;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Models;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.report.ReportFiles;
import io.limpet.trainer.report.Table;
import io.limpet.trainer.split.LeaveOneOut;
import io.limpet.trainer.split.Split;
import io.limpet.trainer.split.TemporalSplit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evaluate}: models side by side on held-out data. */
@Command(
    name = "evaluate",
    description = "Compares models on data they have not seen, ranking all items.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Mixin DataOptions data = new DataOptions();

  @Option(
      names = "--protocol",
      defaultValue = "temporal",
      description = "temporal or leave-one-out (${DEFAULT-VALUE}).")
  String protocol = "temporal";

  @Option(
      names = "--model",
      arity = "1..*",
      paramLabel = "NAME",
      description =
          "Any of popularity, trending, item-knn, pooled; default is what generations are made with.")
  @Nullable List<String> models;

  @Option(
      names = "--answers",
      arity = "1..*",
      paramLabel = "WHICH",
      description = {
        "fresh: items new to the user, the history is filtered; repeats: items of the history;",
        "all: both, nothing is filtered. The first is what recommendations.csv holds."
      })
  @Nullable List<String> answers;

  @Option(names = "--out", paramLabel = "DIR", description = "Where the report goes.")
  @Nullable Path out;

  @Option(names = "--seed", defaultValue = "42", description = "Of every random number.")
  long seed;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Model> chosen = models();
    List<Scope> scopes = scopes();
    if (!protocol.equals("temporal") && !protocol.equals("leave-one-out")) {
      throw new UsageException(
          "--protocol is \"" + protocol + "\"; give temporal or leave-one-out");
    }
    Progress progress = DataOptions.progress();
    progress.say("seed " + seed);
    DataSet set = data.read(progress);
    Split split =
        protocol.equals("temporal")
            ? TemporalSplit.of(set.interactions())
            : LeaveOneOut.of(set.interactions());
    Comparison comparison =
        Comparison.of(split, chosen, scopes, content(chosen, set, progress), seed, progress);
    var stdout = spec.commandLine().getOut();
    stdout.print(Table.of(comparison, scopes));
    if (out != null) {
      new ReportFiles(out)
          .write(comparison, scopes, set.interactions().userIds(), set.interactions().itemIds());
      stdout.println("\nreport: " + out.resolve("report.html"));
    }
    stdout.flush();
    return 0;
  }

  private static ContentFeatures content(List<Model> models, DataSet set, Progress progress) {
    if (models.stream().noneMatch(Model::needsContent)) {
      return ContentFeatures.none(set.catalogue());
    }
    try (MiniLmEncoder encoder = new MiniLmEncoder(2)) {
      return ContentFeatures.of(set.catalogue(), encoder, progress);
    }
  }

  private List<Model> models() {
    List<Model> chosen = new ArrayList<>();
    for (String name : models == null ? Models.names() : models) {
      chosen.add(
          Models.find(name)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--model is \"" + name + "\"; there are " + Models.names())));
    }
    return chosen;
  }

  private List<Scope> scopes() {
    List<Scope> scopes = new ArrayList<>();
    for (String name : answers == null ? List.of("fresh", "repeats") : answers) {
      scopes.add(
          Scope.find(name)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--answers is \"" + name + "\"; give fresh, repeats or all")));
    }
    return scopes;
  }
}
