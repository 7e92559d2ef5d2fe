package io.limpet.system.bench;

import io.limpet.core.served.Served;
import io.limpet.core.topic.Topics;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.recommend.PipelineResult;
import io.limpet.search.recommend.Place;
import io.limpet.search.recommend.Recommender;
import io.limpet.search.recommend.ServedRecords;
import io.limpet.search.recommend.Sources;
import io.limpet.search.search.ProductSearch;
import io.limpet.search.surface.Surface;
import io.limpet.search.surface.SurfaceReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What an answer costs, stage by stage. */
@Command(
    name = "answers",
    mixinStandardHelpOptions = true,
    description = {
      "The processor's time of a whole answer and of its stages, in one thread without HTTP, Kafka and"
          + " Flink; and of pages of search, of ranking the shop's leaders, and the memory of an item.",
      "Others on the machine change it little, unlike what `serve` measures."
    })
final class AnswersCommand implements Callable<Integer> {
  private static final int LIMIT = 10;
  private static final int SEARCHES = 40;

  /** A source that is late on a busy machine would be asked in another thread. */
  private static final int PATIENCE_MILLIS = 1_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Items of the made-up shop (default: ${DEFAULT-VALUE}).",
      defaultValue = "100000")
  private int items = 100_000;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Keeps the generation and its index, to be found again (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/answers")
  private Path folder = Path.of("target", "bench", "answers");

  @Option(
      names = "--candidates",
      paramLabel = "N",
      description = "Candidates from four sources (default: ${DEFAULT-VALUE}).",
      defaultValue = "500")
  private int candidates = 500;

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "Answers measured, after as many to warm up (default: ${DEFAULT-VALUE}).",
      defaultValue = "2000")
  private int requests = 2_000;

  @Option(names = "--words", description = "Index words and search by them as well.")
  private boolean words;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/answers.json")
  private Path out = Path.of("target", "bench", "answers.json");

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Override
  public Integer call() {
    PrintWriter print = spec.commandLine().getOut();
    var report =
        new BenchReport("answers")
            .setting("items", items)
            .setting("candidates", candidates)
            .setting("requests", requests)
            .setting("words", words);
    long before = usedBytes();
    try (AnswerLab lab = new AnswerLab(items, folder, words)) {
      report.row(
          "memory", "of", "all in the heap", "bytes an item", (usedBytes() - before) / items);
      SurfaceReader surfaces = new SurfaceReader(Sources.NAMES);
      Surface surface =
          surfaces.read(Asked.surfaces(candidates, PATIENCE_MILLIS)).named(Asked.OWN).orElseThrow();
      Map<String, String> filters = new LinkedHashMap<>();
      filters.put("nothing", "");
      filters.put("price < 80: 79 %", "price < 80");
      filters.put("price < 4: 3 %", "price < 4");
      filters.put("one category of 200", "category = 'Category 7'");
      filters.forEach((name, filter) -> answers(report, lab, surface, name, filter));
      served(report, lab, surface);
      searches(report, lab);
      time(
          report,
          "ranking the shop (ms)",
          "leaders after 2,000 changes",
          SEARCHES,
          i -> rankAnew(lab, i));
    }
    report.print(print);
    report.write(out);
    return 0;
  }

  private void answers(
      BenchReport report, AnswerLab lab, Surface surface, String name, String filter) {
    Recommender recommender = lab.recommender();
    ItemFilter read = filter.isEmpty() ? ItemFilter.ALL : ItemFilter.parse(filter);
    List<PipelineResult> results = new ArrayList<>();
    double[] micros = new double[requests];
    for (int i = -requests; i < requests; i++) {
      var request = request(AnswerLab.user(Math.floorMod(i, AnswerLab.USERS)), surface, read);
      long from = threads.getCurrentThreadCpuTime();
      PipelineResult result = recommender.rehearse(request).result();
      if (i >= 0) {
        micros[i] = (threads.getCurrentThreadCpuTime() - from) / 1e3;
        results.add(result);
      }
    }
    Arrays.sort(micros);
    double ranked =
        results.stream()
            .flatMap(result -> result.stages().stream())
            .filter(stage -> stage.name().equals("score"))
            .mapToInt(PipelineResult.Stage::in)
            .average()
            .orElse(0);
    report.row(
        "whole answers (us of a processor)",
        "filter",
        name,
        "ranked",
        ranked,
        "p50",
        micros[requests / 2],
        "p90",
        micros[requests * 9 / 10],
        "p99",
        micros[requests * 99 / 100]);
    stages(report, name, results);
  }

  /** What the served log takes of an answer: in its thread, and in the one that writes. */
  private void served(BenchReport report, AnswerLab lab, Surface surface) {
    Recommender recommender = lab.recommender();
    ServedRecords records = lab.served();
    double[] taken = new double[requests];
    double[] written = new double[requests];
    double[] bytes = new double[requests];
    for (int i = -requests; i < requests; i++) {
      var request =
          request(AnswerLab.user(Math.floorMod(i, AnswerLab.USERS)), surface, ItemFilter.ALL);
      Recommender.Answer answer = recommender.rehearse(request);
      long from = threads.getCurrentThreadCpuTime();
      Supplier<Served> record = records.of(answer.query(), answer.result());
      long between = threads.getCurrentThreadCpuTime();
      byte[] encoded = Topics.SERVED.codec().encode(record.get());
      if (i >= 0) {
        taken[i] = (between - from) / 1e3;
        written[i] = (threads.getCurrentThreadCpuTime() - between) / 1e3;
        bytes[i] = encoded.length;
      }
    }
    row(report, "in the thread that answers (us)", taken);
    row(report, "in the thread of the log (us)", written);
    row(report, "bytes", bytes);
  }

  private static void row(BenchReport report, String name, double[] values) {
    Arrays.sort(values);
    report.row(
        "served log, an answer of " + LIMIT,
        "what",
        name,
        "p50",
        values[values.length / 2],
        "p90",
        values[values.length * 9 / 10]);
  }

  private static void stages(BenchReport report, String name, List<PipelineResult> results) {
    Map<String, List<Long>> byStage = new TreeMap<>();
    for (PipelineResult result : results) {
      result
          .stages()
          .forEach(
              stage ->
                  byStage
                      .computeIfAbsent(stage.name(), of -> new ArrayList<>())
                      .add(stage.micros()));
    }
    byStage.forEach(
        (stage, micros) -> {
          micros.sort(null);
          report.row(
              "stages (us), filter: " + name,
              "stage",
              stage,
              "p50",
              micros.get(micros.size() / 2),
              "p90",
              micros.get(micros.size() * 9 / 10));
        });
  }

  private static Recommender.Request request(String user, Surface surface, ItemFilter filter) {
    return new Recommender.Request(
        user, null, List.of(), surface, null, Place.UNKNOWN, LIMIT, filter, Set.of(), null, false);
  }

  private void searches(BenchReport report, AnswerLab lab) {
    ProductSearch search = lab.search();
    Map<String, ProductSearch.Request> questions = new LinkedHashMap<>();
    questions.put("browse everything", question("", null));
    questions.put("browse a category", question("", "category = 'Category 7'"));
    questions.put("browse by price and brand", question("", "price < 3 and brand = 'Brand 1'"));
    if (words) {
      questions.put("words that 200 items have", question("category 7", null));
      questions.put("words that all items have", question("category number", null));
    }
    questions.forEach(
        (name, question) ->
            time(report, "search (ms)", name, SEARCHES, i -> search.search(question)));
  }

  private static ProductSearch.Request question(String query, @Nullable String filter) {
    ItemFilter read = filter == null ? ItemFilter.ALL : ItemFilter.parse(filter);
    return new ProductSearch.Request(query, null, null, Set.of(), read, 0, LIMIT);
  }

  private void rankAnew(AnswerLab lab, int round) {
    for (int i = 0; i < 2_000; i++) {
      lab.touch(Math.floorMod(round * 7_919 + i * 31, items));
    }
    lab.signals().rank();
  }

  /** Milliseconds of a processor, after as many runs to warm up. */
  private void time(BenchReport report, String table, String name, int times, IntConsumer run) {
    double[] millis = new double[times];
    for (int i = -times; i < times; i++) {
      long from = threads.getCurrentThreadCpuTime();
      run.accept(i);
      if (i >= 0) {
        millis[i] = (threads.getCurrentThreadCpuTime() - from) / 1e6;
      }
    }
    Arrays.sort(millis);
    report.row(table, "what", name, "p50", millis[times / 2], "p90", millis[times * 9 / 10]);
  }

  private static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
