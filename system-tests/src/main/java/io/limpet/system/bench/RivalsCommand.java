package io.limpet.system.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.retail.OnlineRetail;
import io.limpet.retail.RetailFiles;
import io.limpet.system.process.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Limpet's models beside other libraries, on the same split and counted by the same evaluator. */
@Command(
    name = "rivals",
    mixinStandardHelpOptions = true,
    description = {
      "How good Limpet, Spark MLlib and LibRec become on one split, and how long each takes: every"
          + " model in a process of its own, one after the other.",
      "The first time, Maven fetches Spark and LibRec, about 300 MB."
    })
final class RivalsCommand implements Callable<Integer> {
  private static final String MAIN = "io.limpet.rivals.RivalProcess";
  private static final int DONE = 0;
  private static final int FAILED = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--interactions",
      paramLabel = "FILE",
      description = "As `limpet train` takes it; without it, the built-in shop.")
  private @Nullable Path interactions;

  @Option(names = "--items", paramLabel = "FILE", description = "As `limpet train` takes it.")
  private @Nullable Path items;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      description =
          "spark-als, librec-bpr, librec-wrmf, and any of `limpet evaluate` (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "spark-als,librec-bpr,librec-wrmf,ials,pooled,hybrid")
  private List<String> models = List.of();

  @Option(
      names = "--threads",
      description =
          "Of Spark; Limpet's sequence encoders learn with two, all others with one (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int threads = 2;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "Of each process (default: ${DEFAULT-VALUE}).",
      defaultValue = "3g")
  private String heap = "3g";

  @Option(names = "--seed", description = "(default: ${DEFAULT-VALUE})", defaultValue = "42")
  private long seed = 42;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where the JSON goes; what each process says goes beside it (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/rivals.json")
  private Path out = Path.of("target", "bench", "rivals.json");

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    Files.createDirectories(out.toAbsolutePath().resolveSibling(""));
    var report =
        new BenchReport("rivals")
            .setting("data", interactions == null ? "the built-in shop" : interactions.toString())
            .setting("seed", seed)
            .setting("threads of Spark", threads)
            .setting("heap", heap);
    List<RivalResult> results = new ArrayList<>();
    int failed = 0;
    try (var scratch = new Scratch("limpet-rivals-")) {
      List<String> files = files(scratch);
      for (String model : models) {
        terminal.println("Training " + model);
        terminal.flush();
        Path answer = scratch.path(model + ".json");
        ProcessMeter.Usage usage =
            ProcessMeter.run(
                line(model, answer, files),
                Map.of("OMP_NUM_THREADS", "1", "OMP_WAIT_POLICY", "passive"),
                out.toAbsolutePath().resolveSibling("rivals-" + model + ".log"));
        if (usage.exitCode() == 0) {
          JsonNode json = new JsonMapper().readTree(answer.toFile());
          results.add(RivalResult.of(json, usage));
        } else {
          failed++;
          terminal.println("  ended with %d: %s".formatted(usage.exitCode(), usage.lastLine()));
        }
      }
    }
    if (!results.isEmpty()) {
      report(results, report);
      report.print(terminal);
    }
    report.write(out);
    terminal.println("\nWritten to " + out);
    terminal.flush();
    return failed == 0 ? DONE : FAILED;
  }

  private static void report(List<RivalResult> results, BenchReport report) {
    RivalResult.requireOneSplit(results);
    RivalResult first = results.getFirst();
    String table =
        "test, %s, %d users, all items ranked".formatted(first.protocol(), first.users());
    for (RivalResult of : results) {
      report.row(
          table,
          "model",
          of.model(),
          "NDCG@10",
          decimals(of.ndcg()),
          "NDCG 95 %",
          of.ndcgInterval(),
          "recall@10",
          decimals(of.recall()),
          "recall 95 %",
          of.recallInterval(),
          "to train s",
          of.trainingSeconds(),
          "to choose s",
          of.choosingSeconds(),
          "CPU s in all",
          of.usage().cpuSeconds(),
          "peak MB",
          of.usage().peakMegabytes(),
          "chosen",
          of.chosen());
    }
    for (RivalResult rival : results) {
      if (rival.isRival()) {
        for (RivalResult own : results) {
          if (!own.isRival()) {
            report.row(
                "seconds of learning until a look at validation says at least what the rival reaches",
                "model",
                own.model(),
                "rival",
                rival.model(),
                "its NDCG@10",
                decimals(rival.validationNdcg()),
                "it took",
                rival.trainingSeconds(),
                "passed after",
                own.secondsTo(rival.validationNdcg()).isPresent()
                    ? own.secondsTo(rival.validationNdcg()).getAsDouble()
                    : "not",
                "own best",
                decimals(own.validationNdcg()));
          }
        }
      }
    }
  }

  private static String decimals(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }

  /** Interactions and, where there are any, items. */
  private List<String> files(Scratch scratch) throws IOException {
    if (interactions == null) {
      Path shop = scratch.path("shop");
      RetailFiles.write(OnlineRetail.load(), shop);
      return List.of(
          shop.resolve(RetailFiles.INTERACTIONS).toString(),
          shop.resolve(RetailFiles.ITEMS).toString());
    }
    return items == null
        ? List.of(interactions.toString())
        : List.of(interactions.toString(), items.toString());
  }

  private List<String> line(String model, Path answer, List<String> files) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(JavaProcess.javaBinary());
    line.addAll(JavaProcess.FLAGS);
    line.addAll(
        List.of(
            "-Xmx" + heap,
            // Spark reaches into these for its buffers and its closures.
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "-Dorg.bytedeco.javacpp.maxbytes=1g",
            "-cp",
            classPath(Home.folder().resolve("rivals").resolve("target")),
            MAIN,
            model,
            String.valueOf(seed),
            String.valueOf(threads),
            answer.toString()));
    line.addAll(files);
    return line;
  }

  private static String classPath(Path target) throws IOException {
    List<String> jars = new ArrayList<>();
    try (DirectoryStream<Path> own = Files.newDirectoryStream(target, "*-SNAPSHOT.jar")) {
      own.forEach(jar -> jars.add(jar.toString()));
    }
    jars.add(Files.readString(target.resolve("dependencies.classpath")).strip());
    return String.join(File.pathSeparator, jars);
  }
}
