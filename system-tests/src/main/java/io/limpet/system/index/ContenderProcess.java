package io.limpet.system.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A {@link Contender}, in whatever language, seen from outside. */
public final class ContenderProcess implements AutoCloseable {
  /** Beyond that no contender is asked to look. */
  private static final int WIDEST = 4_096;

  private final String name;
  private final Process process;
  private final PrintStream in;
  private final BufferedReader out;
  private final Thread hook;
  private final double seconds;
  private final double megabytes;

  /**
   * What timing found.
   *
   * @param perSecond queries of one thread
   * @param p50 microseconds
   * @param p99 microseconds
   */
  public record Timing(double perSecond, double p50, double p99) {}

  private ContenderProcess(String name, Process process) throws IOException {
    this.name = name;
    this.process = process;
    this.hook = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(hook);
    this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    this.out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    this.seconds = Double.parseDouble(answer().split(" ")[1]);
    this.megabytes = residentMegabytes(process.pid());
  }

  /**
   * Starts one and waits until its index is built.
   *
   * @param log where its errors go
   * @throws IllegalStateException when it ends before
   */
  public static ContenderProcess start(String name, List<String> line, Path log) {
    try {
      return new ContenderProcess(
          name, new ProcessBuilder(line).redirectError(log.toFile()).start());
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + name, e);
    }
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Seconds that building took. */
  public double seconds() {
    return seconds;
  }

  /** Memory in use after building: the vectors, the index, and what its language keeps beside. */
  public double megabytes() {
    return megabytes;
  }

  /** The share of the best {@code k} that it finds. */
  public double recall(int k, int ef) {
    in.println("recall " + k + " " + ef);
    return Double.parseDouble(answer());
  }

  /** How fast it answers. */
  public Timing time(int k, int ef, long millis) {
    in.println("time " + k + " " + ef + " " + millis);
    String[] numbers = answer().split(" ");
    return new Timing(
        Double.parseDouble(numbers[0]),
        Double.parseDouble(numbers[1]),
        Double.parseDouble(numbers[2]));
  }

  /** The narrowest width with this recall, -1 if there is none; to a fiftieth. */
  public int widthFor(int k, double recall) {
    var known = new TreeMap<Integer, Double>();
    int high = k;
    while (known.computeIfAbsent(high, ef -> recall(k, ef)) < recall) {
      if (high >= WIDEST) {
        return -1;
      }
      high = Math.min(WIDEST, high + high / 2 + 1);
    }
    Integer low = known.lowerKey(high);
    while (low != null && high - low > Math.max(1, high / 50)) {
      int middle = (low + high) / 2;
      if (recall(k, middle) < recall) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private String answer() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException(name + " ended; see its log");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from " + name, e);
    }
  }

  private static double residentMegabytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      // Not Linux.
      return -1;
    }
  }

  @Override
  public void close() {
    in.close();
    process.destroy();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
