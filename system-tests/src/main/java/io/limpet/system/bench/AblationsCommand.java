package io.limpet.system.bench;

import io.limpet.core.generation.Registry;
import io.limpet.core.text.TextEncoder;
import io.limpet.retail.OnlineRetail;
import io.limpet.retail.RetailFiles;
import io.limpet.system.past.Judged;
import io.limpet.system.past.PageJudge;
import io.limpet.system.past.Past;
import io.limpet.system.past.PastShop;
import io.limpet.system.past.Variant;
import io.limpet.text.SentenceEncoder;
import io.limpet.text.TextModel;
import io.limpet.trainer.evaluate.Difference;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.split.Case;
import io.limpet.trainer.split.LeaveOneOut;
import io.limpet.trainer.split.Part;
import io.limpet.trainer.split.Split;
import io.limpet.trainer.split.TemporalSplit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What each source and stage of the home page is good for, on data that are over. */
@Command(
    name = "ablations",
    mixinStandardHelpOptions = true,
    description = {
      "Asks the service's own recommender, as of a moment of the past, for pages of ten, and counts"
          + " what visitors took up next: the home page, the model's vectors alone, and the page"
          + " without each source, weight and stage.",
      "",
      "Without --generations it trains with `limpet evaluate --keep` first."
    })
final class AblationsCommand implements Callable<Integer> {
  private static final List<String> PARTS = List.of("validation", "test");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--interactions",
      paramLabel = "FILE",
      description = "As for `limpet evaluate` (default: those of the built-in shop).")
  private @Nullable Path interactions;

  @Option(names = "--items", paramLabel = "FILE", description = "As for `limpet evaluate`.")
  private @Nullable Path items;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description = "temporal or leave-one-out (default: ${DEFAULT-VALUE}).",
      defaultValue = "temporal")
  private String protocol = "temporal";

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "What is trained, NAME+ranker for one with a ranker (default: ${DEFAULT-VALUE}).",
      defaultValue = "pooled+ranker")
  private String model = "pooled+ranker";

  @Option(
      names = "--generations",
      paramLabel = "DIR",
      description =
          "Folder of one model that `limpet evaluate --keep` made of the same data and protocol; it"
              + " holds validation and test.")
  private @Nullable Path generations;

  @Option(
      names = "--parts",
      split = ",",
      paramLabel = "PART",
      description =
          "validation, to choose by, and test, to report (default: ${DEFAULT-VALUE}). A ranker has"
              + " learned from validation, so it answers the test alone.",
      defaultValue = "validation,test")
  private List<String> parts = PARTS;

  @Option(
      names = "--answers",
      split = ",",
      paramLabel = "WHICH",
      description =
          "fresh: what is new to the visitor, the rest excluded; repeats: the history in order,"
              + " nothing hidden; all: the page as it is (default: ${DEFAULT-VALUE}).",
      defaultValue = "fresh,repeats,all")
  private List<String> answers = List.of();

  @Option(
      names = "--surfaces",
      paramLabel = "FILE",
      description =
          "Compares the surfaces of this document with the home page, in place of its ablations.")
  private @Nullable Path surfaces;

  @Option(
      names = "--users",
      paramLabel = "N",
      description = "Asks a fair draw of so many at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "5000")
  private int users = 5_000;

  @Option(
      names = "--seed",
      description = "Of the training and the draw (default: ${DEFAULT-VALUE}).",
      defaultValue = "42")
  private long seed = 42;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/ablations.json")
  private Path out = Path.of("target", "bench", "ablations.json");

  private final BenchReport report = new BenchReport("ablations");

  @Override
  public Integer call() throws IOException {
    check();
    List<Scope> scopes = scopes();
    PrintWriter terminal = spec.commandLine().getOut();
    report.setting("protocol", protocol).setting("users", users).setting("seed", seed);
    try (var scratch = new Scratch("limpet-ablations-")) {
      builtInShop(scratch);
      DataSet data = DataSet.ofFiles(required(interactions), items);
      Split split =
          protocol.equals("temporal")
              ? TemporalSplit.of(data.interactions())
              : LeaveOneOut.of(data.interactions());
      Path kept = generations == null ? train(scratch, terminal) : generations;
      for (String name : parts) {
        Part part = drawn(name.equals("test") ? split.test() : split.validation());
        Past past = Past.of(part, data.catalogue(), protocol.equals("temporal"));
        Path generation = generation(kept.resolve(name));
        try (var encoder = new SentenceEncoder(TextModel.MINILM);
            var shop =
                new PastShop(past, generation, List.<TextEncoder>of(encoder), scratch.path(name))) {
          boolean hasRanker =
              new Registry(kept.resolve(name))
                  .open(generation.getFileName().toString())
                  .ranker()
                  .isPresent();
          List<Variant> variants =
              surfaces == null
                  ? Variant.ablations(hasRanker)
                  : Variant.of(Files.readAllBytes(surfaces));
          for (Scope scope : scopes) {
            compare(new PageJudge(shop), variants, scope, part, terminal);
          }
        }
      }
    }
    report.print(terminal);
    report.write(out);
    terminal.println("\nWritten to " + out);
    terminal.flush();
    return 0;
  }

  private void check() {
    if (!protocol.equals("temporal") && !protocol.equals("leave-one-out")) {
      throw wrong("--protocol is \"" + protocol + "\"; give temporal or leave-one-out");
    }
    if (!PARTS.containsAll(parts)) {
      throw wrong("--parts is " + parts + "; give validation, test or both");
    }
    if (users < 1) {
      throw wrong("--users is " + users + "; give 1 or more");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private List<Scope> scopes() {
    List<Scope> scopes = new ArrayList<>();
    for (String answer : answers) {
      scopes.add(
          Scope.find(answer)
              .filter(scope -> scope != Scope.COLD)
              .orElseThrow(
                  () -> wrong("--answers is \"" + answer + "\"; give fresh, repeats or all")));
    }
    return scopes;
  }

  private static Path required(@Nullable Path file) {
    if (file == null) {
      throw new IllegalStateException("there are no interactions");
    }
    return file;
  }

  private void builtInShop(Scratch scratch) throws IOException {
    report.setting("data", interactions == null ? "the built-in shop" : interactions.toString());
    if (interactions == null) {
      Path shop = scratch.path("shop");
      RetailFiles.write(OnlineRetail.load(), shop);
      interactions = shop.resolve(RetailFiles.INTERACTIONS);
      items = shop.resolve(RetailFiles.ITEMS);
    }
  }

  /** Trains in a process of its own, and returns the folder of the model. */
  private Path train(Scratch scratch, PrintWriter terminal) throws IOException {
    report.setting("model", model);
    List<String> line =
        new ArrayList<>(
            List.of(
                Home.launcher().toString(),
                "evaluate",
                "--interactions",
                required(interactions).toString(),
                "--protocol",
                protocol,
                "--model",
                model,
                "--seed",
                String.valueOf(seed),
                "--keep",
                scratch.path("kept").toString()));
    if (items != null) {
      line.addAll(List.of("--items", items.toString()));
    }
    Path log = out.toAbsolutePath().resolveSibling("ablations-training.log");
    Files.createDirectories(log.resolveSibling(""));
    terminal.println("Training " + model + "; " + log + " says how far it is");
    terminal.flush();
    ProcessMeter.Usage usage = ProcessMeter.run(line, Home.ENVIRONMENT, log);
    if (usage.exitCode() != 0) {
      throw new IllegalStateException(
          "the training ended with %d: %s".formatted(usage.exitCode(), usage.lastLine()));
    }
    return scratch.path("kept").resolve(model);
  }

  private static Path generation(Path folder) {
    List<String> all = new Registry(folder).list();
    if (all.size() != 1) {
      throw new IllegalStateException(
          "%s holds %d generations; give a folder that `limpet evaluate --keep` made of one model"
              .formatted(folder, all.size()));
    }
    return folder.resolve(all.getFirst());
  }

  private Part drawn(Part part) {
    List<Case> cases = new ArrayList<>(part.cases());
    Collections.shuffle(cases, new Random(seed));
    return new Part(
        part.name(),
        part.training(),
        part.whole(),
        cases.subList(0, Math.min(users, cases.size())),
        part.description());
  }

  private void compare(
      PageJudge judge, List<Variant> variants, Scope scope, Part part, PrintWriter terminal) {
    Judged home = judge.judge(Variant.home(), scope);
    if (home.figures().cases() == 0) {
      return;
    }
    String table =
        "%s, %s, %d visitors; %s"
            .formatted(part.name(), scope.label(), home.figures().cases(), part.description());
    terminal.println("\n" + table);
    row(table, home, home, terminal);
    row(table, judge.vectorsAlone("the model alone", scope, false), home, terminal);
    row(table, judge.vectorsAlone("the model, later items too", scope, true), home, terminal);
    for (Variant variant : variants) {
      row(table, judge.judge(variant, scope), home, terminal);
    }
    String sources = "what the sources of home bring, %s, %s".formatted(part.name(), scope.label());
    home.sources()
        .forEach(
            (name, brought) ->
                report.row(
                    sources,
                    "source",
                    name,
                    "items",
                    decimals(brought.items(), 1),
                    "right",
                    decimals(brought.right(), 4),
                    "right, no other",
                    decimals(brought.alone(), 4),
                    "right, on the page",
                    decimals(brought.shown(), 4)));
  }

  /** Adds a line to a table, and says it to those who wait. */
  private void row(String table, Judged of, Judged home, PrintWriter terminal) {
    Difference difference = Difference.of(of.figures(), home.figures());
    terminal.printf(
        Locale.ROOT,
        "  %-28s %.4f  %s%n",
        of.variant(),
        of.figures().main(),
        of == home ? "" : difference);
    terminal.flush();
    report.row(
        table,
        "page",
        of.variant(),
        "NDCG@10",
        decimals(of.figures().main(), 4),
        "95 %",
        of.figures().mainInterval().toString(),
        "to home",
        of == home ? "" : difference.toString(),
        "p",
        of == home ? "" : decimals(difference.p(), 4),
        "recall@10",
        decimals(of.figures().get("recall@10"), 4),
        "candidates",
        Double.isNaN(of.candidates()) ? "" : decimals(of.candidates(), 4),
        "coverage",
        decimals(of.coverage(), 3));
  }

  private static String decimals(double number, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", number);
  }
}
