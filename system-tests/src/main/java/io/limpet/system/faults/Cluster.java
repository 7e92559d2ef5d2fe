package io.limpet.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventWriter;
import io.limpet.core.generation.Registry;
import io.limpet.core.item.Item;
import io.limpet.core.item.ItemWriter;
import io.limpet.fixtures.SampleItems;
import io.limpet.fixtures.TinyGeneration;
import io.limpet.system.compose.Topology;
import io.limpet.system.load.LoadClient;
import io.limpet.system.load.Traffic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Limpet on real processes: a broker, a job manager, two task managers and two search-services,
 * with a shop in it. Somebody watches over the jobs, as the container of the compose file does.
 */
final class Cluster implements AutoCloseable {
  static final List<String> SERVICES = List.of("search-service-1", "search-service-2");
  static final List<String> PROCESSES =
      List.of(
          "kafka",
          "jobmanager",
          "taskmanager-1",
          "taskmanager-2",
          SERVICES.getFirst(),
          SERVICES.getLast());

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration WATCH = Duration.ofSeconds(5);
  private static final int PROBES = 16;

  private static final List<String> JOB_NAMES = List.of("clean", "user-vectors", "archive");

  /** What is held against the book: the other jobs read the same events, and cost processors. */
  private static final Map<String, String> JOBS =
      Map.of(
          "LIMPET_JOBS", String.join(" ", JOB_NAMES),
          "LIMPET_PARALLELISM", "2",
          "LIMPET_ARCHIVE_INTERVAL", "10 s");

  private final Topology topology;
  private final Map<String, LoadClient> clients = new LinkedHashMap<>();
  private final Thread watching;

  private Cluster(Topology topology) {
    this.topology = topology;
    SERVICES.forEach(name -> clients.put(name, new LoadClient(topology.http(name))));
    this.watching = Thread.ofVirtual().unstarted(this::watch);
  }

  /** Starts everything below a folder. */
  static Cluster start(Path folder) {
    var cluster = new Cluster(new Topology(folder));
    try {
      cluster.start();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void start() {
    TinyGeneration.write(new Registry(topology.models()), "g1");
    topology.startKafka();
    topology.startJobManager();
    topology.createTopics();
    topology.startTaskManager("taskmanager-1");
    topology.startTaskManager("taskmanager-2");
    SERVICES.forEach(topology::startService);
    watching.start();
    for (LoadClient service : clients.values()) {
      await("a service", () -> isReady(service));
    }
    var body = new ByteArrayOutputStream();
    for (Item item : SampleItems.all()) {
      body.writeBytes(ItemWriter.write(item));
      body.write('\n');
    }
    client(SERVICES.getFirst()).post("/v1/items", body.toByteArray());
    client(SERVICES.getFirst()).send("POST", "/v1/models/g1/release", new byte[0]);
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        topology.submitJobs(JOBS);
        TimeUnit.NANOSECONDS.sleep(WATCH.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        // The job manager is not there. It will be.
      }
    }
  }

  private LoadClient client(String service) {
    return Objects.requireNonNull(clients.get(service), service);
  }

  Topology topology() {
    return topology;
  }

  /** Whether a service acknowledged these events; false also when nobody knows. */
  boolean reports(String service, List<Event> events) {
    var body = new ByteArrayOutputStream();
    for (Event event : events) {
      body.writeBytes(EventWriter.write(event));
      body.write('\n');
    }
    try {
      return client(service).post("/v1/events", body.toByteArray()).status() == 202;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /**
   * Waits until the job manager has every job running, and events of new users, sent from then on,
   * are known to both services: of so many users that every instance of every operator has one.
   */
  void awaitWhole(String probe) {
    await("the jobs to run", this::jobsRun);
    List<String> users = IntStream.range(0, PROBES).mapToObj(i -> probe + "-" + i).toList();
    List<Event> events =
        users.stream().map(user -> Traffic.view(user, user, SampleItems.ids().getFirst())).toList();
    await(
        "events to be acknowledged",
        () -> SERVICES.stream().anyMatch(service -> reports(service, events)));
    for (Map.Entry<String, LoadClient> service : clients.entrySet()) {
      for (String user : users) {
        await(user + " to be known to " + service.getKey(), () -> knows(service.getValue(), user));
      }
    }
  }

  private boolean jobsRun() {
    try (var flink = new LoadClient(topology.flink())) {
      Set<String> running = new HashSet<>();
      for (JsonNode job : json(flink, "/jobs/overview").path("jobs")) {
        JsonNode tasks = job.path("tasks");
        if (job.path("state").asText().equals("RUNNING")
            && tasks.path("running").asInt() == tasks.path("total").asInt()) {
          running.add(job.path("name").asText());
        }
      }
      return running.size() == JOB_NAMES.size();
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static boolean knows(LoadClient service, String user) {
    try {
      return json(service, "/v1/users/" + user).path("known").asBoolean();
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static boolean isReady(LoadClient service) {
    try {
      return service.get("/health/ready").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Events in the profiles of users whose ids begin so, as a service has them. */
  Map<String, Integer> eventsByUser(String service, String prefix) {
    Map<String, Integer> events = new HashMap<>();
    json(client(service), "/v1/users?limit=1000&prefix=" + prefix)
        .get("users")
        .forEach(user -> events.put(user.get("user_id").asText(), user.get("events").asInt()));
    return events;
  }

  private static JsonNode json(LoadClient service, String path) {
    try {
      return JSON.readTree(service.get(path).body());
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + path, e);
    }
  }

  /** Waits for something, as long as is reasonable. */
  static void await(String what, BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(PATIENCE);
    try {
      while (!condition.getAsBoolean()) {
        if (Instant.now().isAfter(deadline)) {
          throw new IllegalStateException("waited " + PATIENCE + " for " + what);
        }
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + what, e);
    }
  }

  @Override
  public void close() {
    watching.interrupt();
    clients.values().forEach(LoadClient::close);
    topology.close();
  }
}
