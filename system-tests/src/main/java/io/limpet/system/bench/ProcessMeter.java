package io.limpet.system.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a program and watches what it takes. CPU and memory are those of the last look before its
 * end, a twentieth of a second at most; the memory is the highest that Linux has seen (VmHWM), -1
 * on other systems.
 */
final class ProcessMeter {
  private static final long LOOK_MILLIS = 50;

  private ProcessMeter() {}

  /**
   * What a program took.
   *
   * @param exitCode 0 when it did what it was to do
   * @param seconds from start to end
   * @param cpuSeconds of all its threads
   * @param peakMegabytes of memory in use at once, heap and all; -1 if that is not known
   * @param lastLine of what it printed, for messages
   */
  record Usage(
      int exitCode, double seconds, double cpuSeconds, double peakMegabytes, String lastLine) {}

  /**
   * Runs a program to its end.
   *
   * @param log where its output goes
   */
  static Usage run(List<String> line, Map<String, String> environment, Path log) {
    var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    long began = System.nanoTime();
    double cpuSeconds = 0;
    double peak = -1;
    try {
      Process process = builder.start();
      Thread hook = new Thread(process::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(hook);
      boolean ended = false;
      while (!ended) {
        ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        peak = Math.max(peak, peakMegabytes(process.pid()));
        Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
        cpuSeconds = Math.max(cpuSeconds, cpu.toNanos() / 1e9);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      Runtime.getRuntime().removeShutdownHook(hook);
      return new Usage(process.exitValue(), seconds, cpuSeconds, peak, lastLine(log));
    } catch (IOException e) {
      throw new UncheckedIOException("running " + line.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + line.getFirst(), e);
    }
  }

  /** Memory that a process has in use, heap and all; -1 if that is not known. */
  static double residentMegabytes(long pid) {
    return megabytes(pid, "VmRSS:");
  }

  private static double peakMegabytes(long pid) {
    return megabytes(pid, "VmHWM:");
  }

  private static double megabytes(long pid, String name) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .findFirst()
          .orElse(-1);
    } catch (IOException | UncheckedIOException e) {
      // It has just ended, or this is not Linux.
      return -1;
    }
  }

  private static String lastLine(Path log) throws IOException {
    String text = Files.readString(log, StandardCharsets.UTF_8);
    return text.lines().filter(line -> !line.isBlank()).reduce("", (first, next) -> next);
  }
}
