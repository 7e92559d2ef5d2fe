package io.limpet.standalone.retrain;

import io.limpet.standalone.FailedException;
import io.limpet.standalone.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The trainer in a process of its own, started as {@code limpet train} is: its libraries are never
 * loaded where a network is, its memory is given back when it ends, and it ends when this process
 * does. One at a time; it may be closed from another thread.
 */
public final class TrainerProcess implements AutoCloseable {
  /** Seconds in which a trainer that is asked to end does. */
  private static final long GRACE = 5;

  private final Path home;
  private final Progress progress;
  private final AtomicReference<@Nullable Process> running = new AtomicReference<>();

  /**
   * @param home folder of the launcher
   * @param progress is shown what the trainer says
   */
  public TrainerProcess(Path home, Progress progress) {
    this.home = home;
    this.progress = progress;
  }

  /**
   * Trains, and returns when the trainer has ended.
   *
   * @param arguments of {@code limpet train}
   * @param javaOptions in place of the options of this JVM
   * @param gently whether everybody else goes first, where the system knows {@code nice}
   * @return its last line
   * @throws FailedException when the trainer fails, or its gate refuses what it trained
   */
  public String train(List<String> arguments, String javaOptions, boolean gently) {
    List<String> command = new ArrayList<>();
    if (gently && hasNice()) {
      command.addAll(List.of("nice", "-n", "10"));
    }
    command.addAll(List.of(home.resolve("limpet").toString(), "train"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LIMPET_BUILD", "never");
    builder
        .environment()
        .put("LIMPET_JAVA_OPTS", javaOptions + " -Dlimpet.parent=" + ProcessHandle.current().pid());
    builder.environment().put("LIMPET_JAVA_HOME", System.getProperty("java.home"));
    try {
      Process process = builder.start();
      running.set(process);
      String last = relay(process);
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new FailedException("training ended with " + exitCode + ": " + last);
      }
      return last;
    } catch (IOException e) {
      throw new FailedException("the trainer cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted while training", e);
    } finally {
      close();
    }
  }

  private static boolean hasNice() {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(java.io.File.pathSeparator)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "nice"))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Ends a training that is under way; a generation appears whole or not at all, and a checkpoint
   * is as good as its last epoch.
   */
  @Override
  public void close() {
    Process process = running.getAndSet(null);
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(GRACE, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Shows what the trainer says; returns its last line. */
  private String relay(Process process) {
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
    } catch (IOException e) {
      // It was ended from another thread; its exit code says so.
    }
    return last;
  }
}
