package io.limpet.system.compose;

import io.limpet.system.process.JavaProcess;
import io.limpet.system.process.Ports;
import io.limpet.system.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The services of the compose file as processes of this machine: the same programs, jars and
 * settings, with the names of containers, their folders and ports exchanged for local ones.
 */
public final class Topology implements AutoCloseable {
  private static final Path ROOT = ComposeFile.repository();
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final ComposeFile compose = ComposeFile.read();
  private final Path folder;
  private final int kafkaPort;
  private final int controllerPort;
  private final int behindProxyPort;
  private final int flinkPort;
  private final int flinkRpcPort;
  private final TcpProxy toKafka;
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final Map<String, JavaProcess.Command> commands = new LinkedHashMap<>();
  private final Map<String, JavaProcess> running = new LinkedHashMap<>();

  /**
   * @param folder for everything that is written
   */
  public Topology(Path folder) {
    this.folder = folder;
    List<Integer> free = Ports.free(5);
    kafkaPort = free.get(0);
    controllerPort = free.get(1);
    behindProxyPort = free.get(2);
    flinkPort = free.get(3);
    flinkRpcPort = free.get(4);
    toKafka = TcpProxy.to(behindProxyPort);
    try {
      Files.writeString(
          folder.resolve("logback.xml"),
          """
          <configuration>
            <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
              <encoder><pattern>%d %-5level %logger{30} %msg%n</pattern></encoder>
            </appender>
            <root level="WARN"><appender-ref ref="out"/></root>
          </configuration>
          """);
      for (String name : List.of("models", "lake", "checkpoints", "indexes")) {
        Files.createDirectories(folder.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("preparing " + folder, e);
    }
  }

  /** Where a search-service listens. */
  public URI http(String service) {
    return URI.create("http://127.0.0.1:" + port(service));
  }

  /** Where the registry of generations is. */
  public Path models() {
    return folder.resolve("models");
  }

  /** Where the lake is. */
  public Path lake() {
    return folder.resolve("lake");
  }

  /** Where checkpoints are written. */
  public Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  /** Where Flink's job manager listens. */
  public URI flink() {
    return URI.create("http://127.0.0.1:" + flinkPort);
  }

  /** Where Kafka is, for who is not in the way of faults. */
  public String bootstrapServers() {
    return "127.0.0.1:" + kafkaPort;
  }

  /** What lies between the jobs and Kafka. */
  public TcpProxy toKafka() {
    return toKafka;
  }

  /** Where Prometheus asks a job manager or a task manager. */
  public URI metrics(String service) {
    return URI.create("http://127.0.0.1:" + port(service));
  }

  private int port(String service) {
    return ports.computeIfAbsent(service, name -> Ports.free(1).getFirst());
  }

  /** What all processes wrote, for the message of a failed test. */
  public String logs() {
    var all = new StringBuilder();
    running.values().forEach(process -> all.append(process.logTail()).append('\n'));
    return all.toString();
  }

  /** Ends a process as {@code kill -9} does. */
  public void kill(String name) {
    process(name).kill();
  }

  /** Starts a process again that has ended, as it was started before. */
  public void restart(String name) {
    process(name).close();
    start(Objects.requireNonNull(commands.get(name), name));
  }

  private JavaProcess process(String name) {
    JavaProcess process = running.get(name);
    if (process == null) {
      throw new IllegalArgumentException(
          "no process " + name + " was started; there are " + running.keySet());
    }
    return process;
  }

  /** kafka: formats its folder and starts a broker, as the image does. */
  public void startKafka() {
    Path properties = folder.resolve("server.properties");
    var settings = new Properties();
    compose
        .environment("kafka")
        .forEach(
            (name, value) -> {
              if (name.startsWith("KAFKA_") && !name.equals("KAFKA_HEAP_OPTS")) {
                String key = name.substring("KAFKA_".length()).toLowerCase(Locale.ROOT);
                settings.setProperty(key.replace('_', '.'), value);
              }
            });
    settings.setProperty(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(kafkaPort, behindProxyPort, controllerPort));
    settings.setProperty(
        "advertised.listeners",
        "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d".formatted(kafkaPort, toKafka.port()));
    settings.setProperty(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.setProperty("log.dirs", folder.resolve("kafka").toString());
    try (var out = Files.newOutputStream(properties)) {
      settings.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + properties, e);
    }
    String classPath = classPathOf("broker");
    String cluster = compose.environment("kafka").get("CLUSTER_ID");
    run(
        "kafka-format",
        classPath,
        "kafka.tools.StorageTool",
        List.of("format", "--cluster-id", cluster, "--config", properties.toString()),
        Map.of());
    start("kafka", classPath, List.of("-Xmx256m"), "kafka.Kafka", List.of(properties.toString()));
  }

  /** topics: creates them. */
  public void createTopics() {
    run(
        "topics",
        classPathOf("broker"),
        "io.limpet.broker.TopicCreator",
        List.of(),
        localEnvironment("topics"));
  }

  /** jobmanager. */
  public void startJobManager() {
    Path conf = writeFlinkConfiguration("jobmanager");
    start(
        "jobmanager",
        flinkDistribution(),
        List.of("-Xmx256m"),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        List.of("--configDir", conf.toString()));
  }

  /**
   * taskmanager, with the memory that Flink itself works out of its settings.
   *
   * @param name of the process: there may be several
   */
  public void startTaskManager(String name) {
    Path conf = writeFlinkConfiguration(name);
    String resources =
        run(
            name + "-resources",
            flinkDistribution(),
            "org.apache.flink.runtime.util.bash.BashJavaUtils",
            List.of("GET_TM_RESOURCE_PARAMS", "--configDir", conf.toString()),
            Map.of());
    List<String> answers =
        resources
            .lines()
            .filter(line -> line.startsWith("BASH_JAVA_UTILS_EXEC_RESULT:"))
            .map(line -> line.substring(line.indexOf(':') + 1))
            .toList();
    List<String> arguments = new ArrayList<>(List.of("--configDir", conf.toString()));
    arguments.addAll(List.of(answers.get(1).split(" ")));
    start(
        name,
        flinkDistribution(),
        List.of(answers.get(0).split(" ")),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        arguments);
  }

  /**
   * jobs: the script that the container runs, once. Returns what it says.
   *
   * @param more variables of the script and of the jobs, beside those of the compose file
   */
  public String submitJobs(Map<String, String> more) {
    Map<String, String> environment = localEnvironment("jobs");
    environment.put("LIMPET_BOOTSTRAP_SERVERS", "127.0.0.1:" + toKafka.port());
    environment.putAll(more);
    environment.put("LIMPET_FLINK", flink().toString());
    environment.put("LIMPET_JOBS_JAR", clusterJar().toString());
    Program script =
        Program.run(
            folder, environment, List.of(ROOT.resolve("docker/flink/submit-jobs.sh").toString()));
    if (script.exitCode() != 0) {
      throw new IllegalStateException("submitting the jobs failed: " + script.output());
    }
    return script.output();
  }

  /**
   * search-service.
   *
   * @param name of the process: there may be several
   */
  public void startService(String name) {
    Map<String, String> environment = localEnvironment("search-service");
    environment.put("LIMPET_FLINK", flink().toString());
    environment.put("LIMPET_FLINK_DASHBOARD", flink().toString());
    environment.put("LIMPET_HTTP_HOST", "127.0.0.1");
    environment.put("LIMPET_HTTP_PORT", String.valueOf(port(name)));
    environment.put("LIMPET_INDEXES", folder.resolve("indexes").resolve(name).toString());
    start(
        new JavaProcess.Command(
            name,
            classPathOf("search-service"),
            List.of(),
            "io.limpet.search.SearchService",
            List.of(),
            environment,
            folder));
  }

  /** eraser. */
  public void startEraser() {
    start(
        new JavaProcess.Command(
            "eraser",
            classPathOf("standalone"),
            List.of(),
            "io.limpet.standalone.cli.Limpet",
            List.of("eraser"),
            localEnvironment("eraser"),
            folder));
  }

  /** The environment of a service with the names of containers and folders exchanged. */
  private Map<String, String> localEnvironment(String service) {
    Map<String, String> local = new LinkedHashMap<>();
    compose
        .environment(service)
        .forEach(
            (name, value) ->
                local.put(
                    name,
                    value
                        .replace("kafka:19092", "127.0.0.1:" + kafkaPort)
                        .replace("/var/lib/limpet", folder.toString())));
    return local;
  }

  private Path writeFlinkConfiguration(String service) {
    String of = service.startsWith("taskmanager") ? "taskmanager" : service;
    String given =
        Objects.requireNonNull(
            compose.environment(of).get("FLINK_PROPERTIES"), "FLINK_PROPERTIES of " + of);
    Map<String, String> local = new LinkedHashMap<>();
    for (String line : given.lines().toList()) {
      int colon = line.indexOf(": ");
      local.put(line.substring(0, colon), line.substring(colon + 2));
    }
    // Less than a machine of its own has, and no two processes at the same port.
    local.put("taskmanager.memory.process.size", "1g");
    local.put("jobmanager.rpc.address", "127.0.0.1");
    local.put("jobmanager.rpc.port", String.valueOf(flinkRpcPort));
    local.put("taskmanager.host", "127.0.0.1");
    local.put("rest.address", "127.0.0.1");
    local.put("rest.port", String.valueOf(flinkPort));
    local.put("metrics.reporter.prom.port", String.valueOf(port(service)));
    local.put("io.tmp.dirs", folder.resolve(service + "-tmp").toString());
    var text = new StringBuilder();
    local.forEach((key, value) -> text.append(key).append(": \"").append(value).append("\"\n"));
    try {
      Path conf = Files.createDirectories(folder.resolve(service));
      Files.createDirectories(folder.resolve(service + "-tmp"));
      Files.writeString(conf.resolve("config.yaml"), text);
      return conf;
    } catch (IOException e) {
      throw new UncheckedIOException("writing Flink's settings", e);
    }
  }

  private void start(
      String name, String classPath, List<String> flags, String mainClass, List<String> arguments) {
    start(command(name, classPath, flags, mainClass, arguments, Map.of()));
  }

  private void start(JavaProcess.Command command) {
    commands.put(command.name(), command);
    running.put(command.name(), JavaProcess.start(command));
  }

  private String run(
      String name,
      String classPath,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment) {
    try (var process =
        JavaProcess.start(
            command(
                name,
                classPath,
                List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                mainClass,
                arguments,
                environment))) {
      int exitCode = process.await(PATIENCE);
      if (exitCode != 0) {
        throw new IllegalStateException(
            name + " ended with " + exitCode + "\n" + process.logTail());
      }
      return process.output();
    }
  }

  private JavaProcess.Command command(
      String name,
      String classPath,
      List<String> flags,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment) {
    List<String> all = new ArrayList<>(flags);
    all.add("-Dlogback.configurationFile=" + folder.resolve("logback.xml"));
    return new JavaProcess.Command(name, classPath, all, mainClass, arguments, environment, folder);
  }

  /** A module's own jar and what it needs, as its image has them. */
  private static String classPathOf(String module) {
    Path target = ROOT.resolve(module).resolve("target");
    return jar(target, module + "-[0-9].*(?<!-cluster)\\.jar")
        + ":"
        + text(target.resolve("dependencies.classpath"));
  }

  private static String flinkDistribution() {
    return text(ROOT.resolve("system-tests/target/flink-distribution.classpath"));
  }

  private static Path clusterJar() {
    return jar(ROOT.resolve("flink-jobs/target"), "flink-jobs-.*-cluster\\.jar");
  }

  private static Path jar(Path target, String pattern) {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().matches(pattern))
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("no " + pattern + " in " + target + "; build it"));
    } catch (IOException e) {
      throw new UncheckedIOException("looking into " + target, e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  /** Ends every process, the last started first. */
  @Override
  public void close() {
    List.copyOf(running.values()).reversed().forEach(JavaProcess::close);
    toKafka.close();
  }
}
