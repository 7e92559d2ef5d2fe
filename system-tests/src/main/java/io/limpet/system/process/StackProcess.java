package io.limpet.system.process;

import io.limpet.standalone.stack.RunningFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code limpet up} in a process of its own, on free ports, with the launcher's flags. */
public final class StackProcess implements AutoCloseable {
  private static final String MAIN = "io.limpet.standalone.cli.Limpet";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final List<String> FLAGS =
      List.of(
          "-Xms256m",
          "-Xmx420m",
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
    JavaProcess process =
        limpet(
            "stack",
            logs,
            "up",
            "--data",
            data.toString(),
            "--http-port",
            "0",
            "--flink-port",
            "0",
            "--kafka-port",
            "0");
    try {
      return new StackProcess(process, data, awaitAddresses(process, data));
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** Starts a command of the command line, as the launcher does. */
  public static JavaProcess limpet(String name, Path logs, String... arguments) {
    return JavaProcess.start(
        new JavaProcess.Command(
            name,
            System.getProperty("java.class.path"),
            FLAGS,
            MAIN,
            List.of(arguments),
            Map.of(),
            logs));
  }

  private static RunningFile.Addresses awaitAddresses(JavaProcess process, Path data) {
    Instant deadline = Instant.now().plus(PATIENCE);
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
    throw new IllegalStateException("no stack after " + PATIENCE + "\n" + process.logTail());
  }

  /** Where the search-service answers. */
  public URI http() {
    return addresses.http();
  }

  /** Where Kafka is. */
  public String bootstrapServers() {
    return addresses.kafka();
  }

  /** Its data folder. */
  public Path data() {
    return data;
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
