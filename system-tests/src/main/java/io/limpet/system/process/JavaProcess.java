package io.limpet.system.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Java program in a process of its own, on the Java that runs the caller. Its output goes to a
 * log file. It does not outlive its caller: {@link #close} ends it, and so does a hook when the
 * caller's JVM ends without closing.
 */
public final class JavaProcess implements AutoCloseable {
  /** The flags of every Limpet JVM, as the root {@code pom.xml} and the launcher give them. */
  public static final List<String> FLAGS =
      List.of(
          "-Djdk.trackAllThreads=false",
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED");

  private static final String SERIAL = "-XX:+UseSerialGC";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread hook;

  private JavaProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.hook = new Thread(process::destroyForcibly, "end-" + name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * What is to be started.
   *
   * @param name for messages, and of the log file
   * @param classPath as {@code java -cp} takes it
   * @param jvmFlags beside {@link #FLAGS}
   * @param mainClass the program
   * @param arguments its arguments
   * @param environment variables beside those of the caller
   * @param directory working directory
   */
  public record Command(
      String name,
      String classPath,
      List<String> jvmFlags,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment,
      Path directory) {}

  /** Starts a program whose output goes to {@code directory/name.log}, behind what is there. */
  public static JavaProcess start(Command command) {
    List<String> line = new ArrayList<>();
    line.add(javaBinary());
    line.addAll(FLAGS);
    line.addAll(shortLived());
    line.addAll(command.jvmFlags());
    line.add("-cp");
    line.add(command.classPath());
    line.add(command.mainClass());
    line.addAll(command.arguments());
    Path log = command.directory().resolve(command.name() + ".log");
    try {
      Files.createDirectories(command.directory());
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(command.directory().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(command.environment());
      return new JavaProcess(command.name(), builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + command.name(), e);
    }
  }

  /** What pays off too late for a test pays off too late for the processes that it starts. */
  private static List<String> shortLived() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-XX:TieredStopAtLevel=") || flag.equals(SERIAL))
        .toList();
  }

  /** The {@code java} that runs this JVM. */
  public static String javaBinary() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Its id in the operating system. */
  public long pid() {
    return process.pid();
  }

  /** Processor time of all its threads so far; zero where the system does not tell. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until it ends by itself.
   *
   * @return its exit code
   * @throws IllegalStateException when it still runs after {@code patience}
   */
  public int await(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(name + " still runs after " + patience + "\n" + logTail());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  /** Ends it as {@code kill -9} does: at once, nothing flushed, nothing said. */
  public void kill() {
    process.destroyForcibly();
    await(PATIENCE);
  }

  /** Ends it as Ctrl-C does, and by force if it does not obey. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This JVM is ending: the hook runs, and finds the process ended.
    }
  }

  /** All it has printed so far. */
  public String output() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + log, e);
    }
  }

  /** The last of what it has printed, for the message of a failed test. */
  public String logTail() {
    String all = output();
    return log + " ends with:\n" + all.substring(Math.max(0, all.length() - 4_000));
  }

  @Override
  public String toString() {
    return name + " (process " + pid() + ")";
  }
}
