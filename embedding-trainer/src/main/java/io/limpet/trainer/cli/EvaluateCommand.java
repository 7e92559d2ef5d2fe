package io.limpet.trainer.cli;

import static java.util.stream.Collectors.joining;

import io.limpet.core.ranking.Feature;
import io.limpet.text.SentenceEncoder;
import io.limpet.text.TextModel;
import io.limpet.trainer.evaluate.Comparison;
import io.limpet.trainer.evaluate.Plan;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.EmbeddingModel;
import io.limpet.trainer.model.InformedPopularity;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Models;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.publish.KeptGenerations;
import io.limpet.trainer.ranker.RankedModel;
import io.limpet.trainer.ranker.Remembered;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.UserAttributes;
import io.limpet.trainer.report.ReportFiles;
import io.limpet.trainer.report.Table;
import io.limpet.trainer.split.ColdItems;
import io.limpet.trainer.split.LeaveOneOut;
import io.limpet.trainer.split.Split;
import io.limpet.trainer.split.TemporalSplit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  @Mixin UsersOption users = new UsersOption();

  @Mixin ItemVectorsOption itemVectors = new ItemVectorsOption();

  @Option(
      names = "--protocol",
      defaultValue = "temporal",
      description = "temporal or leave-one-out (${DEFAULT-VALUE}).")
  String protocol = "temporal";

  @Option(
      names = "--model",
      arity = "1..*",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description =
          "Any of ${COMPLETION-CANDIDATES}; default is what generations are made with, and NAME+ranker is one of those that generations can be made with whose recall a ranker puts in order. All without a ranker where this option is left out.")
  @Nullable List<String> models;

  @Option(
      names = "--ablations",
      description =
          "Beside each NAME+ranker the same without each group of its features: what each is good for.")
  boolean ablations;

  @Option(
      names = "--answers",
      arity = "1..*",
      paramLabel = "WHICH",
      description =
          "fresh: items new to the user, the history is filtered; repeats: items of the history; all: both, nothing is filtered; cold: fresh items that nobody met in training, ranked among themselves. The first is what models choose by and recommendations.csv holds (fresh repeats).")
  @Nullable List<String> answers;

  @Option(
      names = "--filter-history",
      paramLabel = "on|off",
      description = "on: the same as --answers fresh; off: the same as --answers all.")
  @Nullable String filterHistory;

  @Option(
      names = "--refit",
      negatable = true,
      description =
          "Whether models learn again for the test, from the validation's answers too. Without this option temporal does, as a shop would; leave-one-out does not, as is published.")
  @Nullable Boolean refit;

  @Option(
      names = "--cold-items",
      paramLabel = "SHARE",
      description =
          "Takes this share of the items, 0.1 for one, out of everything that models learn from and are told, and asks for those items: ranked among all (fresh) and among themselves (cold).")
  @Nullable Double coldItems;

  @Option(names = "--out", paramLabel = "DIR", description = "Where the report goes.")
  @Nullable Path out;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Keeps what answered, with the first seed, as generations that have not seen the answers: DIR/MODEL/validation and DIR/MODEL/test. `limpet bench ablations` judges the service by them.")
  @Nullable Path keep;

  @Option(
      names = {"--seed", "--seeds"},
      split = ",",
      defaultValue = "42",
      paramLabel = "N",
      description =
          "Of every random number (${DEFAULT-VALUE}). Of several, 1,2,3 for one, each is trained; the table has mean and standard deviation.")
  List<Long> seeds = List.of(42L);

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Scope> scopes = scopes();
    check();
    Set<String> names = names();
    users.check(names);
    itemVectors.check(
        names.stream().map(EvaluateCommand::baseOf).map(EvaluateCommand::base).toList());
    Progress progress = DataOptions.progress();
    progress.say("seed " + seeds.stream().map(String::valueOf).collect(joining(", ")));
    DataSet set = itemVectors.addTo(data.read(progress), data.maxBadRows, progress);
    UserAttributes attributes = users.read(set.interactions(), data.maxBadRows, progress);
    Split split = split(set.interactions());
    List<Model> chosen = models(names, split);
    String rival = null;
    if (coldItems != null) {
      chosen.addFirst(new InformedPopularity(split.validation().training()));
      rival = InformedPopularity.NAME;
      split = ColdItems.of(split, coldItems, seeds.getFirst());
    }
    ContentFeatures content = content(chosen, set, progress).with(set.vectors());
    Comparison comparison =
        Comparison.of(
            new Plan(split, chosen, scopes, content, attributes, seeds, Optional.ofNullable(rival)),
            progress,
            keep == null ? Comparison.Keeper.NOTHING : new KeptGenerations(keep));
    var stdout = spec.commandLine().getOut();
    stdout.print(Table.of(comparison));
    if (out != null) {
      new ReportFiles(out).write(comparison, set.interactions().userIds(), set.catalogue());
      stdout.println("\nreport: " + out.resolve("report.html"));
    }
    stdout.flush();
    return 0;
  }

  private void check() {
    if (!protocol.equals("temporal") && !protocol.equals("leave-one-out")) {
      throw new UsageException(
          "--protocol is \"" + protocol + "\"; give temporal or leave-one-out");
    }
    if (coldItems != null && !(coldItems > 0 && coldItems < 1)) {
      throw new UsageException(
          "--cold-items is " + coldItems + "; give a share above 0 and below 1, 0.1 for one");
    }
    if (seeds.stream().distinct().count() < seeds.size()) {
      throw new UsageException("--seeds is " + seeds + "; give each seed once");
    }
  }

  private Split split(Interactions rows) {
    return protocol.equals("temporal")
        ? TemporalSplit.of(rows, refit == null || refit)
        : LeaveOneOut.of(rows, refit != null && refit);
  }

  private ContentFeatures content(List<Model> models, DataSet set, Progress progress) {
    // A generation that is kept makes vectors of items that come later, whatever its model.
    if (keep == null && models.stream().noneMatch(Model::needsContent)) {
      return ContentFeatures.none(set.catalogue());
    }
    try (SentenceEncoder encoder = new SentenceEncoder(TextModel.MINILM, 2)) {
      return ContentFeatures.of(set.catalogue(), encoder, progress);
    }
  }

  /** Each once, whatever it was called. */
  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (String given : models == null ? Models.names() : models) {
      boolean isRanked = given.endsWith(RankedModel.SUFFIX);
      Model model =
          Models.find(baseOf(given))
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--model is \"" + given + "\"; there are " + Models.names()));
      if (isRanked && !(model instanceof EmbeddingModel)) {
        throw new UsageException(
            "--model is \"%s\"; a ranker goes with %s".formatted(given, Models.servable()));
      }
      if (isRanked && coldItems != null) {
        throw new UsageException(
            "--model is \"%s\", but --cold-items hides what a ranker learns from; leave out one"
                .formatted(given));
      }
      names.add(model.name() + (isRanked ? RankedModel.SUFFIX : ""));
    }
    if (ablations && names.stream().noneMatch(name -> name.endsWith(RankedModel.SUFFIX))) {
      throw new UsageException("--ablations is of rankers; give a --model NAME+ranker");
    }
    return names;
  }

  /** What a ranker is compared with is trained once for both. */
  private List<Model> models(Set<String> names, Split split) {
    Map<String, Model> bases = new HashMap<>();
    List<Model> all = new ArrayList<>();
    for (String name : names) {
      boolean isRanked = name.endsWith(RankedModel.SUFFIX);
      Model base = bases.computeIfAbsent(baseOf(name), EvaluateCommand::base);
      if (!isRanked) {
        all.add(base);
      } else {
        RankedModel ranked = new RankedModel((EmbeddingModel) base, split);
        all.add(ranked);
        if (ablations) {
          for (Feature.Group group : Feature.Group.values()) {
            all.add(ranked.without(group));
          }
        }
      }
    }
    return all;
  }

  /** Without a ranker. */
  private static String baseOf(String name) {
    return name.endsWith(RankedModel.SUFFIX)
        ? name.substring(0, name.length() - RankedModel.SUFFIX.length())
        : name;
  }

  private static Model base(String name) {
    Model model = Models.find(name).orElseThrow();
    return model instanceof EmbeddingModel embedding ? new Remembered(embedding) : model;
  }

  private List<Scope> scopes() {
    if (filterHistory != null && answers != null) {
      throw new UsageException("give --answers or --filter-history, not both");
    }
    if (coldItems != null && (filterHistory != null || answers != null)) {
      throw new UsageException(
          "--cold-items has answers of its own; leave out --answers and --filter-history");
    }
    if (coldItems != null) {
      return List.of(Scope.FRESH, Scope.COLD);
    }
    if (filterHistory != null) {
      return switch (filterHistory) {
        case "on" -> List.of(Scope.FRESH);
        case "off" -> List.of(Scope.ALL);
        default ->
            throw new UsageException(
                "--filter-history is \"" + filterHistory + "\"; give on or off");
      };
    }
    List<Scope> scopes = new ArrayList<>();
    for (String name : answers == null ? List.of("fresh", "repeats") : answers) {
      scopes.add(
          Scope.find(name)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--answers is \"" + name + "\"; give fresh, repeats, all or cold")));
    }
    return scopes.stream().distinct().toList();
  }

  /** For the help text. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Models.names().iterator();
    }
  }
}
