package io.limpet.standalone.demo;

import io.limpet.standalone.FailedException;
import io.limpet.standalone.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Trains in a process of its own, started as {@code limpet train} is: its libraries are never
 * loaded where a network is, and its memory is given back when it ends.
 */
public final class Training implements AutoCloseable {
  private final Path home;
  private final Progress progress;
  private final AtomicReference<@Nullable Process> running = new AtomicReference<>();

  /**
   * @param home folder of the launcher
   */
  /** The model that a first generation is made with: seconds instead of minutes. */
  private static final String QUICK = "pooled";

  private static final String SMALL = "-Xmx450m -Dorg.bytedeco.javacpp.maxbytes=400m";

  public Training(Path home, Progress progress) {
    this.home = home;
    this.progress = progress;
  }

  /**
   * Trains a generation and returns when it is in the registry.
   *
   * @throws FailedException when the trainer fails, or its gate refuses what it trained
   */
  public void train(Path lake, Path items, Path registry) {
    var builder =
        new ProcessBuilder(
                home.resolve("limpet").toString(),
                "train",
                "--model",
                QUICK,
                "--lake",
                lake.toString(),
                "--items",
                items.toString(),
                "--out",
                registry.toString())
            .redirectErrorStream(true);
    builder.environment().put("LIMPET_BUILD", "never");
    // In place of the options of this JVM: the trainer has its own, small ones beside a whole
    // stack,
    // and ends when this one does.
    builder
        .environment()
        .put("LIMPET_JAVA_OPTS", SMALL + " -Dlimpet.parent=" + ProcessHandle.current().pid());
    builder.environment().put("LIMPET_JAVA_HOME", System.getProperty("java.home"));
    try {
      Process process = builder.start();
      running.set(process);
      String last = relay(process);
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new FailedException("training ended with " + exitCode + ": " + last);
      }
    } catch (IOException e) {
      throw new FailedException("the trainer cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted while training", e);
    } finally {
      close();
    }
  }

  /** Ends a training that is under way; a generation appears whole or not at all. */
  @Override
  public void close() {
    Process process = running.getAndSet(null);
    if (process != null) {
      process.destroyForcibly();
    }
  }

  /** Shows what the trainer says; returns its last line. */
  private String relay(Process process) throws IOException {
    String last = "";
    try (var reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && !line.startsWith("WARNING")) {
          last = line.strip();
          progress.say("  " + last);
        }
      }
    }
    return last;
  }
}
