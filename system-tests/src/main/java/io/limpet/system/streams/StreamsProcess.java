package io.limpet.system.streams;

import io.limpet.system.process.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A broker and some jobs in a process of their own, and nothing else. */
public final class StreamsProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final JavaProcess process;
  private final Path folder;
  private final String bootstrapServers;

  private StreamsProcess(JavaProcess process, Path folder, String bootstrapServers) {
    this.process = process;
    this.folder = folder;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * What is to run.
   *
   * @param jobs their names
   * @param parallelism instances of every operator
   * @param stateBackend {@code rocksdb} or {@code hashmap}
   * @param checkpointInterval as a job takes it, 10s for one
   * @param heap of the JVM, 2g for one
   * @param managedMegabytes what RocksDB gets for all slots together
   */
  public record Spec(
      List<String> jobs,
      int parallelism,
      String stateBackend,
      String checkpointInterval,
      String heap,
      int managedMegabytes) {}

  /** Starts it on a folder, whose {@code models} is the registry, and returns when all jobs run. */
  public static StreamsProcess start(Path folder, Spec spec) {
    List<String> flags = List.of("-Xmx" + spec.heap(), "-Djava.awt.headless=true");
    List<String> arguments = new ArrayList<>();
    arguments.add(folder.toString());
    arguments.add(String.join(",", spec.jobs()));
    arguments.add(String.valueOf(spec.managedMegabytes()));
    arguments.add("--parallelism=" + spec.parallelism());
    arguments.add("--state-backend=" + spec.stateBackend());
    arguments.add("--checkpoint-interval=" + spec.checkpointInterval());
    JavaProcess process =
        JavaProcess.start(
            new JavaProcess.Command(
                "streams",
                System.getProperty("java.class.path"),
                flags,
                Streams.class.getName(),
                arguments,
                Map.of(),
                folder.resolve("logs")));
    try {
      return new StreamsProcess(process, folder, awaitReady(process, folder));
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private static String awaitReady(JavaProcess process, Path folder) {
    Path ready = folder.resolve(Streams.READY);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline) && process.isAlive()) {
      try {
        if (Files.exists(ready)) {
          return Files.readString(ready);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (IOException e) {
        throw new UncheckedIOException("reading " + ready, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new IllegalStateException("the jobs do not run\n" + process.logTail());
  }

  /** Where the broker is. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Its id in the operating system. */
  public long pid() {
    return process.pid();
  }

  /** Processor time of all its threads so far. */
  public Duration cpu() {
    return process.cpu();
  }

  /** What it has printed last. */
  public String logTail() {
    return process.logTail();
  }

  /** Bytes of the newest complete checkpoints of a job, whole ones and what they share. */
  public long checkpointBytes(String job) {
    Path checkpoints = folder.resolve("checkpoints").resolve(job);
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files.filter(Files::isRegularFile).mapToLong(StreamsProcess::size).sum();
    } catch (IOException | UncheckedIOException e) {
      // One was deleted while it was looked at.
      return -1;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it by force: nothing of it is needed any more. */
  @Override
  public void close() {
    process.kill();
    process.close();
  }
}
