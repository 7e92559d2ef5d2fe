package io.limpet.system.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.system.process.StackProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A stack in a process of its own, with a catalogue and a released generation, to be measured. */
final class BenchStack implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int DIMENSIONS = 64;

  private final StackProcess stack;
  private final Service service;
  private final Generation generation;
  private final Path scratch;

  private BenchStack(StackProcess stack, Service service, Generation generation, Path scratch) {
    this.stack = stack;
    this.service = service;
    this.generation = generation;
    this.scratch = scratch;
  }

  /** Starts a stack as the options say, and notes in the report what is in it. */
  static BenchStack open(BenchOptions options, BenchReport report, PrintWriter out) {
    Path data = options.data();
    Path scratch = newFolder();
    Path folder = data != null ? data : scratch.resolve("data");
    Integer items = options.madeUp();
    if (data == null && items == null) {
      throw new IllegalStateException("give --data of a demo, or --made-up");
    }
    out.println("Starting a stack on " + folder + " ...");
    out.flush();
    StackProcess stack = StackProcess.start(folder, scratch.resolve("logs"));
    try {
      Service service = new Service(stack.http());
      Registry registry = new Registry(folder.resolve("models"));
      if (data == null && items != null) {
        var shop = new MadeUpShop(items, DIMENSIONS, 1);
        shop.write(registry, "made-up");
        service.put(shop.catalogue());
        service.release("made-up");
      }
      Generation generation = registry.open(awaitCurrent(service));
      report
          .setting("shop", items != null ? "made up" : data != null ? "given" : "built in")
          .setting("generation", generation.id())
          .setting("items", generation.items().size())
          .setting("dimensions", generation.dimensions());
      return new BenchStack(stack, service, generation, scratch);
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private static String awaitCurrent(Service service) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      JsonNode current = service.get("/v1/models").get("current");
      if (current != null && !current.asText("").isEmpty() && !current.isNull()) {
        return current.asText();
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new IllegalStateException(
        "the stack has no generation in use; give --data of a demo, or --made-up");
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
    return scratch.resolve(name);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("limpet-bench-");
    } catch (IOException e) {
      throw new UncheckedIOException("making a folder", e);
    }
  }

  @Override
  public void close() {
    service.close();
    stack.close();
    delete(scratch);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("deleting " + folder, e);
    }
  }
}
