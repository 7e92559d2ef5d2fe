package io.limpet.system.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of the machine that was run to its end.
 *
 * @param exitCode how it ended
 * @param output all it printed
 */
public record Program(int exitCode, String output) {
  private static final long MINUTES = 5;

  /** Runs a program and waits for its end. */
  public static Program run(Path directory, Map<String, String> environment, List<String> command) {
    Process process;
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(command + " cannot be started", e);
    }
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException(command + " still runs");
      }
      return new Program(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("reading what " + command + " prints", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command, e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Whether the machine has a program of this name. */
  public static boolean exists(String name) {
    return run(Path.of("."), Map.of(), List.of("sh", "-c", "command -v " + name)).exitCode() == 0;
  }
}
