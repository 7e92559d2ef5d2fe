package io.limpet.system.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.core.generation.Registry;
import io.limpet.core.metric.Proportions.Ranged;
import io.limpet.standalone.Progress;
import io.limpet.standalone.client.Releases;
import io.limpet.standalone.client.ServiceClient;
import io.limpet.standalone.demo.Demo;
import io.limpet.standalone.demo.Training;
import io.limpet.standalone.importing.CatalogueExport;
import io.limpet.standalone.simulate.Assumptions;
import io.limpet.standalone.simulate.HttpShop;
import io.limpet.standalone.simulate.Outcome;
import io.limpet.standalone.simulate.Outcome.OfArm;
import io.limpet.standalone.simulate.Pace;
import io.limpet.standalone.simulate.Simulation;
import io.limpet.standalone.stack.Stack;
import io.limpet.standalone.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether what the engine learns of shoppers brings them back. */
@Command(
    name = "closed-loop",
    mixinStandardHelpOptions = true,
    description = {
      "The whole loop with simulated shoppers: some shop at the built-in shop, a generation is"
          + " trained on what they did, and then others, seed by seed, are served by it (surface"
          + " home) or by popularity alone. Compared are simulated 30-day retention and conversion."
    })
final class ClosedLoopCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String POPULAR = "sim-popular";
  private static final String PERSONAL = "home";

  /** What home is, without anything that is the visitor's own but what nobody wants again. */
  private static final String POPULAR_SURFACE =
      """
      {"sources": {"popular": {"quota": 200}},
       "filters": {"bought": {}, "touched": {"hours": 24}, "disliked": {}, "impressed": {"times": 20, "hours": 72}},
       "weights": {"popularity": 1},
       "diversity": {"category_share": 0.6, "mmr": 0}}
      """;

  private static final int PAST_DAYS = 60;

  /** None of the seeds that anybody measures with. */
  private static final long PAST_SEED = 1_000_003;

  @Mixin private BenchOptions options = new BenchOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,2,3",
      description = "Populations to compare with (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds = List.of(1L, 2L, 3L);

  @Option(
      names = "--past",
      paramLabel = "N",
      defaultValue = "3000",
      description =
          "Shoppers whose behaviour the generation is trained on; 0 for the shop's own orders alone"
              + " (default: ${DEFAULT-VALUE}).")
  private int past = 3_000;

  @Option(
      names = "--shoppers",
      paramLabel = "N",
      defaultValue = "3000",
      description = "Shoppers of each seed, both arms together (default: ${DEFAULT-VALUE}).")
  private int shoppers = 3_000;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "45",
      description = "Days of each seed, more than 30 (default: ${DEFAULT-VALUE}).")
  private int days = 45;

  @Option(
      names = "--pause",
      paramLabel = "MILLIS",
      defaultValue = "200",
      description = "As in limpet simulate (default: ${DEFAULT-VALUE}).")
  private int pause = 200;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "32",
      description = "Shoppers who shop at once (default: ${DEFAULT-VALUE}).")
  private int threads = 32;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    var report =
        new BenchReport("closed-loop")
            .setting("simulated", true)
            .setting("past_shoppers", past)
            .setting("shoppers", shoppers)
            .setting("days", days)
            .setting("pause_millis", pause)
            .setting("threads", threads);
    Progress progress = new Spoken(out);
    try (var scratch = new Scratch("limpet-closed-loop-")) {
      Path given = options.data();
      Path data = given != null ? given : scratch.path("data");
      try (Stack stack = Stack.start(StackSettings.onFreePorts(data));
          var training = new Training(home(), progress)) {
        new Demo(stack, training, progress).run();
        setUpPopular(stack.http());
        if (past > 0) {
          learn(stack, training, progress);
        }
        for (long seed : seeds) {
          progress.say("Seed " + seed + " ...");
          row(
              report,
              simulate(
                  stack,
                  options.unique("s" + seed),
                  shoppers,
                  days,
                  seed,
                  pause,
                  List.of(POPULAR, PERSONAL)));
        }
      }
    }
    report.print(out);
    report.write(options.out("closed-loop"));
    out.println("\nAll of it is simulated. Written to " + options.out("closed-loop"));
    out.flush();
    return 0;
  }

  private static Path home() {
    return Path.of(System.getProperty("limpet.home", "")).toAbsolutePath();
  }

  /** Shoppers of the past, and a generation trained on them beside the shop's own orders. */
  private void learn(Stack stack, Training training, Progress progress)
      throws InterruptedException {
    progress.say("The past: " + past + " shoppers ...");
    simulate(stack, options.unique("past"), past, PAST_DAYS, PAST_SEED, 0, List.of(PERSONAL));
    stack.settle(PATIENCE);
    Path items = stack.data().root().resolve("catalogue.jsonl.gz");
    CatalogueExport.write(stack.bootstrapServers(), items);
    training.train(stack.data().lake(), items, stack.data().models(), "--with-synthetic");
    String newest = new Registry(stack.data().models()).list().getLast();
    var answer = new Releases(new ServiceClient(stack.http())).release(newest);
    if (!answer.isSuccess()) {
      throw new IllegalStateException(newest + " cannot be released: " + answer.detail());
    }
    progress.say("Released " + newest);
  }

  private Outcome simulate(
      Stack stack, String run, int of, int over, long seed, int pauseMillis, List<String> arms)
      throws InterruptedException {
    return new Simulation(
            new Simulation.Settings(run, of, over, seed, arms, threads),
            Assumptions.USUAL,
            new HttpShop(new ServiceClient(stack.http()), 0),
            Pace.past(over, System.currentTimeMillis(), Duration.ofMillis(pauseMillis)),
            new Spoken(spec.commandLine().getOut()))
        .run();
  }

  private static void row(BenchReport report, Outcome outcome) {
    OfArm popular = outcome.arms().getFirst();
    OfArm personal = outcome.arms().getLast();
    for (OfArm arm : outcome.arms()) {
      report.row(
          "simulated shoppers, by arm",
          "seed and arm",
          outcome.seed() + " " + arm.arm(),
          "shoppers",
          arm.shoppers(),
          "retained day 24-30",
          shown(arm.retention()),
          "bought",
          shown(arm.conversion()),
          "visits each",
          (double) arm.visits() / arm.shoppers(),
          "clicks a page",
          (double) arm.clicks() / arm.pages());
    }
    Ranged retention = outcome.retentionGain(personal);
    Ranged conversion = outcome.conversionGain(personal);
    report.row(
        "simulated: %s less %s".formatted(personal.arm(), popular.arm()),
        "seed",
        outcome.seed(),
        "retention",
        shown(retention),
        "above zero",
        retention.low() > 0,
        "conversion",
        shown(conversion),
        "above zero too",
        conversion.low() > 0);
  }

  private static String shown(Ranged figure) {
    return String.format(
        Locale.ROOT, "%.3f [%.3f, %.3f]", figure.value(), figure.low(), figure.high());
  }

  /** Adds the surface of popularity alone to those that are set up. */
  private static void setUpPopular(URI service) {
    var document = new JsonMapper().createObjectNode();
    try {
      JsonNode surface = new JsonMapper().readTree(POPULAR_SURFACE);
      document.set(POPULAR, surface);
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(service.resolve("/v1/surfaces"))
                      .PUT(HttpRequest.BodyPublishers.ofString(document.toString()))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("PUT /v1/surfaces: " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("setting up " + POPULAR, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while setting up " + POPULAR, e);
    }
  }

  /** Says what is done, and every tenth part of what is long. */
  private record Spoken(PrintWriter out) implements Progress {
    @Override
    public void say(String what) {
      out.println(what);
      out.flush();
    }

    @Override
    public void at(String what, long done, long total) {
      if (done * 5 / total > (done - 1) * 5 / total) {
        say("  %d of %d %s".formatted(done, total, what));
      }
    }
  }
}
