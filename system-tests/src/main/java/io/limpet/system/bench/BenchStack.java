package io.limpet.system.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.system.process.StackProcess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A stack in a process of its own, with a catalogue and a released generation, to be measured. */
final class BenchStack implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final String MADE_UP = "made-up";
  static final int DIMENSIONS = 64;

  private final StackProcess stack;
  private final Service service;
  private final Generation generation;
  private final Scratch scratch;

  private BenchStack(StackProcess stack, Service service, Generation generation, Scratch scratch) {
    this.stack = stack;
    this.service = service;
    this.generation = generation;
    this.scratch = scratch;
  }

  /** Starts a stack as the options say, and notes in the report what is in it. */
  static BenchStack open(BenchOptions options, BenchReport report, PrintWriter out) {
    var scratch = new Scratch("limpet-bench-");
    try {
      return open(options, report, out, scratch);
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  private static BenchStack open(
      BenchOptions options, BenchReport report, PrintWriter out, Scratch scratch) {
    Path data = options.data();
    Path folder = data != null ? data : scratch.path("data");
    Integer items = options.madeUp();
    say(out, "Starting a stack on " + folder + " ...");
    boolean builtIn = data == null && items == null;
    Path logs = scratch.path("logs");
    StackProcess stack =
        builtIn
            ? StackProcess.startDemo(folder, logs)
            : items != null
                ? StackProcess.startWithoutMeanings(folder, logs, options.heap())
                : StackProcess.startWith(folder, logs, options.heap());
    if (builtIn) {
      say(out, "Waiting for the built-in shop and a generation trained on it ...");
    }
    try {
      Service service = new Service(stack.http());
      Registry registry = new Registry(folder.resolve("models"));
      if (items != null && !registry.contains(MADE_UP)) {
        var shop = new MadeUpShop(items, DIMENSIONS, 1);
        say(out, "Making up a shop of " + items + " items ...");
        shop.write(registry, MADE_UP);
        service.put(shop.catalogue());
      }
      if (items != null && current(service).isEmpty()) {
        say(out, "Building its index ...");
        service.release(MADE_UP);
      }
      Generation generation = registry.open(awaitCurrent(stack, service));
      if (!options.only().isEmpty()) {
        FlinkJobs.keep(stack.flink(), options.only());
      }
      report
          .setting("shop", items != null ? "made up" : data != null ? "given" : "built in")
          .setting("jobs", options.only().isEmpty() ? "all" : String.join(",", options.only()))
          .setting("generation", generation.id())
          .setting("items", generation.items().size())
          .setting("dimensions", generation.dimensions());
      return new BenchStack(stack, service, generation, scratch);
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private static String current(Service service) {
    String current = service.get("/v1/models").path("current").asText("");
    return current.equals("null") ? "" : current;
  }

  private static String awaitCurrent(StackProcess stack, Service service) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline) && stack.isAlive()) {
      String current = current(service);
      if (!current.isEmpty()) {
        return current;
      }
      for (JsonNode model : service.get("/v1/models").path("generations")) {
        if (model.path("state").asText().equals("refused")) {
          throw new IllegalStateException("a generation is refused: " + model);
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new IllegalStateException("the stack has no generation in use\n" + stack.logTail());
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  Service service() {
    return service;
  }

  String bootstrapServers() {
    return stack.bootstrapServers();
  }

  Generation generation() {
    return generation;
  }

  /** The ids of the items of the generation. */
  List<String> items() {
    return IntStream.range(0, generation.items().size()).mapToObj(generation.items()::id).toList();
  }

  /** A folder for other files of the benchmark, gone when the stack is closed. */
  Path folder(String name) {
    return scratch.path(name);
  }

  @Override
  public void close() {
    service.close();
    stack.close();
    scratch.close();
  }
}
