package io.limpet.system.process;

import io.limpet.standalone.stack.RunningFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code limpet up} in a process of its own, on free ports, with the launcher's flags. */
public final class StackProcess implements AutoCloseable {
  private static final String MAIN = "io.limpet.standalone.cli.Limpet";
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  /** A stack that was given another heap may have a large catalogue to read. */
  private static final Duration MORE_PATIENCE = Duration.ofHours(1);

  /** Heap that the launcher gives a stack. */
  public static final String HEAP = "420m";

  private static final List<String> FLAGS =
      List.of(
          "-Xms256m",
          "-XX:MetaspaceSize=160m",
          "-XX:MaxMetaspaceSize=256m",
          "-XX:MaxDirectMemorySize=256m",
          "-Djava.awt.headless=true");

  private final JavaProcess process;
  private final Path data;
  private final RunningFile.Addresses addresses;

  private StackProcess(JavaProcess process, Path data, RunningFile.Addresses addresses) {
    this.process = process;
    this.data = data;
    this.addresses = addresses;
  }

  /**
   * Starts a stack and returns when it is ready.
   *
   * @param data its data folder, new or used before
   * @param logs where its output goes
   */
  public static StackProcess start(Path data, Path logs) {
    return startWith(data, logs, HEAP);
  }

  /**
   * Starts a stack as {@link #start} does.
   *
   * @param heap of the JVM, 4g for one
   */
  public static StackProcess startWith(Path data, Path logs, String heap) {
    return start(data, logs, heap, "up");
  }

  /** The same whose search compares words alone: texts that mean nothing need no vectors. */
  public static StackProcess startWithoutMeanings(Path data, Path logs, String heap) {
    return start(data, logs, heap, "up", "--text-encoder", "none");
  }

  /**
   * Starts a stack that imports the built-in shop and trains on it, unless the folder shows that
   * this was done; returns when it is ready, before all of that.
   */
  public static StackProcess startDemo(Path data, Path logs) {
    return start(data, logs, HEAP, "demo", "--no-traffic");
  }

  /** Starts a stack that trains again by itself, with the quick model; returns when it is ready. */
  public static StackProcess startRetraining(Path data, Path logs, Duration every) {
    return start(
        data,
        logs,
        HEAP,
        "up",
        "--retrain-every",
        every.toSeconds() + "s",
        "--retrain-model",
        "pooled",
        "--retrain-heap",
        "450m");
  }

  private static StackProcess start(Path data, Path logs, String heap, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(
        List.of(
            "--data", data.toString(),
            "--http-port", "0",
            "--flink-port", "0",
            "--kafka-port", "0"));
    JavaProcess process = withHeap("stack", logs, heap, arguments.toArray(String[]::new));
    try {
      return new StackProcess(
          process,
          data,
          awaitAddresses(process, data, heap.equals(HEAP) ? PATIENCE : MORE_PATIENCE));
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** Starts a command of the command line, as the launcher does. */
  public static JavaProcess limpet(String name, Path logs, String... arguments) {
    return withHeap(name, logs, HEAP, arguments);
  }

  private static JavaProcess withHeap(String name, Path logs, String heap, String... arguments) {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.add("-Xmx" + heap);
    home().ifPresent(home -> flags.add("-Dlimpet.home=" + home));
    return JavaProcess.start(
        new JavaProcess.Command(
            name,
            System.getProperty("java.class.path"),
            flags,
            MAIN,
            List.of(arguments),
            Map.of(),
            logs));
  }

  /** The folder of the launcher: as it said, or the one around the working directory. */
  private static Optional<Path> home() {
    String home = System.getProperty("limpet.home");
    return home != null
        ? Optional.of(Path.of(home))
        : Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
            .filter(candidate -> Files.isExecutable(candidate.resolve("limpet")))
            .findFirst();
  }

  private static RunningFile.Addresses awaitAddresses(
      JavaProcess process, Path data, Duration patience) {
    Instant deadline = Instant.now().plus(patience);
    while (Instant.now().isBefore(deadline)) {
      Optional<RunningFile.Addresses> found = RunningFile.find(data);
      if (found.isPresent()) {
        return found.get();
      }
      if (!process.isAlive()) {
        throw new IllegalStateException("the stack ended while it started\n" + process.logTail());
      }
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a stack was starting", e);
      }
    }
    throw new IllegalStateException("no stack after " + patience + "\n" + process.logTail());
  }

  /** Where the search-service answers. */
  public URI http() {
    return addresses.http();
  }

  /** Where Flink's dashboard and its REST interface are. */
  public URI flink() {
    return addresses.flink();
  }

  /** Where Kafka is. */
  public String bootstrapServers() {
    return addresses.kafka();
  }

  /** Its data folder. */
  public Path data() {
    return data;
  }

  /** Whether its process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Processor time of its process so far; zero where the system does not tell. */
  public Duration cpu() {
    return process.cpu();
  }

  /** What it has printed last. */
  public String logTail() {
    return process.logTail();
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.kill();
  }

  /** Ends it as Ctrl-C does. */
  @Override
  public void close() {
    process.close();
  }
}
