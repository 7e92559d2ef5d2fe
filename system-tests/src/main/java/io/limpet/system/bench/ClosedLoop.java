package io.limpet.system.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.core.generation.Registry;
import io.limpet.standalone.Progress;
import io.limpet.standalone.client.Releases;
import io.limpet.standalone.client.ServiceClient;
import io.limpet.standalone.demo.Demo;
import io.limpet.standalone.demo.Training;
import io.limpet.standalone.importing.CatalogueExport;
import io.limpet.standalone.simulate.Assumptions;
import io.limpet.standalone.simulate.HttpShop;
import io.limpet.standalone.simulate.Outcome;
import io.limpet.standalone.simulate.Pace;
import io.limpet.standalone.simulate.SimulatedClock;
import io.limpet.standalone.simulate.Simulation;
import io.limpet.standalone.stack.Stack;
import io.limpet.standalone.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A shop on a clock of its own: first the time in which it learns, then, from there anew for each
 * population, an experiment of popularity against what was learned.
 *
 * <p>The days lie in the past, so that no record is ahead of Kafka's own time: the year of orders
 * ends where the learning begins, and the experiment's days come after that.
 */
final class ClosedLoop {
  /** Who is served by what many want. */
  static final String POPULAR = "popular";

  /** Who is served by what was learned of each. */
  static final String PERSONAL = "personal";

  private static final String HOME = "home";
  private static final String EXPERIMENT = "closed-loop";
  private static final String LEARNT = "closed-loop.txt";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final JsonMapper JSON = new JsonMapper();

  /** None of the seeds that anybody measures with. */
  private static final long PAST_SEED = 1_000_003;

  private final Size size;
  private final ClosedLoopFolder folder;
  private final Path home;
  private final Progress progress;

  /**
   * How much is simulated.
   *
   * @param past shoppers that the shop learns from; 0 for its orders alone
   * @param pastDays days in which they come, more than 30
   * @param shoppers of each population, all arms together
   * @param days in which these come, more than 30
   * @param pause in place of the seconds that somebody thinks
   * @param threads shoppers who shop at once
   * @param trainer arguments of {@code limpet train}
   */
  record Size(
      int past,
      int pastDays,
      int shoppers,
      int days,
      Duration pause,
      int threads,
      List<String> trainer) {
    Size {
      trainer = List.copyOf(trainer);
    }
  }

  /**
   * What came of a population.
   *
   * @param outcome as the shoppers have it
   * @param results as the engine's experiment page has it
   */
  record Round(Outcome outcome, JsonNode results) {}

  /**
   * @param folder where the shop is
   * @param home folder of the launcher
   */
  ClosedLoop(Size size, ClosedLoopFolder folder, Path home, Progress progress) {
    this.size = size;
    this.folder = folder;
    this.home = home;
    this.progress = progress;
  }

  /** Lets the shop learn, unless it has. */
  void learn() throws IOException, InterruptedException {
    if (folder.hasLearned()) {
      return;
    }
    folder.begin();
    Path data = folder.inUse();
    LocalDate lastDay = LocalDate.now(ZoneOffset.UTC).minusDays(size.pastDays() + size.days() + 2L);
    long begin = millis(lastDay.plusDays(1));
    SimulatedClock clock = SimulatedClock.thinking(begin, size.pause());
    try (Stack stack = start(data, clock);
        var training = new Training(home, progress)) {
      new Demo(stack, training, progress, lastDay).run();
      if (size.past() > 0) {
        progress.say("The past: " + size.past() + " shoppers ...");
        simulate(
            stack,
            new Simulation.Settings(
                "past", size.past(), size.pastDays(), PAST_SEED, List.of(HOME), size.threads()),
            clock,
            begin);
        train(stack, training);
      }
    }
    Files.writeString(data.resolve(LEARNT), lastDay.plusDays(1L + size.pastDays()).toString());
    folder.keep();
  }

  /** A generation of the shop's own orders and of what the shoppers of the past did. */
  private void train(Stack stack, Training training) {
    stack.settle(PATIENCE);
    Path items = stack.data().root().resolve("catalogue.jsonl.gz");
    CatalogueExport.write(stack.bootstrapServers(), items);
    List<String> arguments =
        Stream.concat(Stream.of("--with-synthetic"), size.trainer().stream()).toList();
    training.train(
        stack.data().lake(), items, stack.data().models(), arguments.toArray(String[]::new));
    String newest = new Registry(stack.data().models()).list().getLast();
    var answer = new Releases(new ServiceClient(stack.http())).release(newest);
    if (!answer.isSuccess()) {
      throw new IllegalStateException(newest + " cannot be released: " + answer.detail());
    }
    progress.say("Released " + newest);
  }

  /** An experiment with a population, at the shop as it was when it had learned. */
  Round experiment(long seed) throws IOException, InterruptedException {
    folder.restore();
    Path data = folder.inUse();
    LocalDate first = LocalDate.parse(Files.readString(data.resolve(LEARNT)).strip());
    SimulatedClock clock = SimulatedClock.thinking(millis(first), size.pause());
    try (Stack stack = start(data, clock)) {
      JsonNode surfaces = surfaces(stack);
      setUp(stack, ClosedLoopSurfaces.popular());
      var service = new ServiceClient(stack.http());
      must("experiment", service.put(path(""), experiment(surfaces, first)));
      must("start", service.post(path("/start"), JSON.createObjectNode()));
      Outcome outcome =
          simulate(
              stack,
              new Simulation.Settings(
                  "s" + seed,
                  size.shoppers(),
                  size.days(),
                  seed,
                  List.of(POPULAR, PERSONAL),
                  HOME,
                  size.threads()),
              clock,
              millis(first));
      return new Round(outcome, results(service, outcome));
    }
  }

  private ObjectNode experiment(JsonNode surfaces, LocalDate first) {
    ObjectNode document =
        JSON.createObjectNode()
            .put("metric", "conversion")
            .put("minimum_effect", 0.2)
            .put("end", first.plusDays(size.days() + 1L) + "T00:00:00Z");
    document.putArray("surfaces").add(HOME);
    document.putArray("guardrails").add("returned");
    var arms = document.putArray("arms");
    arms.addObject().put("name", POPULAR);
    arms.addObject()
        .put("name", PERSONAL)
        .set("surface", ClosedLoopSurfaces.personal(surfaces.path(HOME)));
    return document;
  }

  /** What the experiment says once it has heard of everybody, and nothing changes any more. */
  private static JsonNode results(ServiceClient service, Outcome outcome)
      throws InterruptedException {
    long everybody = outcome.arms().stream().mapToLong(Outcome.OfArm::shoppers).sum();
    Instant deadline = Instant.now().plus(PATIENCE);
    JsonNode before = JsonNodeFactory.instance.nullNode();
    while (true) {
      JsonNode now = service.get(path("/results")).body();
      if (now.path("visitors").asLong() == everybody && now.equals(before)) {
        return now;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "the experiment knows of %s visitors of %d"
                .formatted(now.path("visitors").asText(), everybody));
      }
      before = now;
      TimeUnit.SECONDS.sleep(5);
    }
  }

  private Outcome simulate(
      Stack stack, Simulation.Settings settings, SimulatedClock clock, long begin)
      throws InterruptedException {
    return new Simulation(
            settings,
            Assumptions.USUAL,
            new HttpShop(new ServiceClient(stack.http()), 0),
            Pace.clocked(clock, begin, size.pause()),
            progress)
        .run();
  }

  private static Stack start(Path data, SimulatedClock clock) {
    return Stack.start(StackSettings.onFreePorts(data), step -> {}, clock);
  }

  private static JsonNode surfaces(Stack stack) {
    return new ServiceClient(stack.http()).get("/v1/surfaces").body().path("surfaces");
  }

  private static void setUp(Stack stack, JsonNode surfaces) {
    must("surfaces", new ServiceClient(stack.http()).put("/v1/surfaces", surfaces));
  }

  private static String path(String more) {
    return "/v1/experiments/" + EXPERIMENT + more;
  }

  private static void must(String what, ServiceClient.Answer answer) {
    if (!answer.isSuccess()) {
      throw new IllegalStateException(what + ": " + answer.detail());
    }
  }

  private static long millis(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
