package io.limpet.trainer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.text.SentenceEncoder;
import io.limpet.text.TextModel;
import io.limpet.trainer.RunIdentity;
import io.limpet.trainer.TrainingRun;
import io.limpet.trainer.evaluate.Evaluator;
import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.Models;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.report.ReportFiles;
import io.limpet.trainer.report.TuneReport;
import io.limpet.trainer.report.TuneTable;
import io.limpet.trainer.sequence.SequenceHyper;
import io.limpet.trainer.sequence.SequenceModel;
import io.limpet.trainer.sequence.SequenceSettings;
import io.limpet.trainer.sequence.Tunable;
import io.limpet.trainer.split.Part;
import io.limpet.trainer.split.SplitException;
import io.limpet.trainer.split.Splits;
import io.limpet.trainer.tune.Halving;
import io.limpet.trainer.tune.Journal;
import io.limpet.trainer.tune.Outcome;
import io.limpet.trainer.tune.Space;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tune}: data in, settings out. */
@Command(
    name = "tune",
    description = {
      "Searches hyper-parameters of the sequence encoder on validation; the test is not looked at.",
      "Writes trials.jsonl, tune.html and settings.json, which train --settings takes. The same command goes on where it was interrupted."
    },
    mixinStandardHelpOptions = true)
final class TuneCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.][0-9]+)?");

  @Mixin DataOptions data = new DataOptions();

  @Mixin ItemVectorsOption itemVectors = new ItemVectorsOption();

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where it all goes.")
  Path out = Path.of("tune");

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Whose sequence encoder: hybrid (the default), ema, gru.")
  String model = "default";

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "9",
      description = "At first, the defaults among them (${DEFAULT-VALUE}).")
  int trials;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "The best of every so many are trained so many times as long (${DEFAULT-VALUE}).")
  int keep;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Of the longest training; without this option as many as train would take.")
  @Nullable Integer epochs;

  @Option(
      names = "--ranges",
      paramLabel = "FILE",
      description =
          "JSON instead of the usual ranges: {\"width\": [64, 128], \"learning_rate\": {\"low\": 0.001, \"high\": 0.01, \"log\": true}}.")
  @Nullable Path ranges;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Of every random number (${DEFAULT-VALUE}).")
  long seed;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Tunable tunable = tunable();
    Space space = ranges == null ? Space.usual() : Space.read(ranges);
    Progress progress = DataOptions.progress();
    progress.say("seed " + seed);
    itemVectors.check(List.of(tunable));
    DataSet set = itemVectors.addTo(data.read(progress), data.maxBadRows, progress);
    SequenceHyper hyper = tunable.hyper().fitting(set.interactions());
    var plan = new Halving.Plan(trials, keep, epochs == null ? hyper.epochs() : epochs);
    var halving = new Halving(plan, space, seed);
    requireGood(halving, hyper);
    Part part = validation(set);
    progress.say("validation: " + part.description());
    Map<String, String> search = new LinkedHashMap<>(halving.described());
    search.putAll(
        new RunIdentity(set, new TrainingRun.Options(tunable, seed, null, false)).facts());
    try (Journal journal = Journal.open(out.resolve("trials.jsonl"), search);
        SentenceEncoder encoder = new SentenceEncoder(TextModel.MINILM, 2)) {
      ContentFeatures content =
          hyper.content()
              ? ContentFeatures.of(set.catalogue(), encoder, progress).with(set.vectors())
              : ContentFeatures.none(set.catalogue());
      TrainingSet learned =
          new TrainingSet(
              part.training(), content, part.training().lastMillis() + 1, seed, progress);
      Outcome best = halving.run(objective(hyper, learned, part), journal, progress);
      write(best, journal.outcomes());
    }
    return 0;
  }

  private Halving.Objective objective(SequenceHyper hyper, TrainingSet learned, Part part) {
    Evaluator evaluator = new Evaluator(part);
    return (settings, length) ->
        new SequenceModel(SequenceSettings.apply(hyper, settings).with(length))
            .choose(learned, trained -> evaluator.evaluate("trial", trained, Scope.FRESH).main())
            .score();
  }

  /** Before hours are spent: whether every trial can be. */
  private void requireGood(Halving halving, SequenceHyper hyper) {
    try {
      halving.settings().forEach(settings -> SequenceSettings.apply(hyper, settings));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          (ranges == null ? "the usual ranges" : ranges.toString()) + ": " + e.getMessage());
    }
  }

  private Part validation(DataSet set) {
    try {
      return Splits.fitting(set.interactions(), seed).validation();
    } catch (SplitException e) {
      throw new UsageException(data.source().getFileName() + ": " + e.getMessage());
    }
  }

  private Tunable tunable() {
    if (Models.find(model).orElse(null) instanceof Tunable found) {
      return found;
    }
    List<String> names =
        Models.names().stream()
            .filter(name -> Models.find(name).orElse(null) instanceof Tunable)
            .toList();
    throw new UsageException("--model is \"%s\"; tuned can be %s".formatted(model, names));
  }

  private void write(Outcome best, List<Outcome> outcomes) {
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.print(TuneTable.of(best, outcomes));
    ReportFiles.writeWhole(out.resolve("tune.html"), TuneReport.of(best, outcomes, Figures.MAIN));
    ReportFiles.writeWhole(out.resolve("settings.json"), settings(best));
    stdout.println("\nreport: " + out.resolve("tune.html"));
    stdout.println("settings: " + out.resolve("settings.json"));
    stdout.flush();
  }

  private static String settings(Outcome best) {
    ObjectNode node = JSON.createObjectNode();
    new TreeMap<>(best.settings())
        .forEach(
            (name, value) -> {
              if (NUMBER.matcher(value).matches()) {
                node.put(name, new BigDecimal(value));
              } else {
                node.put(name, value);
              }
            });
    node.put("epochs", best.epochs());
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }
}
