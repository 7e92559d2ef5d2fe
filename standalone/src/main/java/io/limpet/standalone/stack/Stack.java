package io.limpet.standalone.stack;

import io.limpet.broker.EmbeddedBroker;
import io.limpet.broker.FreePorts;
import io.limpet.broker.TopicCreator;
import io.limpet.core.setting.Setting;
import io.limpet.core.setting.Settings;
import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.LimpetJobs;
import io.limpet.search.SearchService;
import io.limpet.search.SearchSettings;
import io.limpet.search.solr.SolrIndexes;
import io.limpet.search.solr.SolrSettings;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.erasure.EraserThread;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The whole of Limpet in this JVM: a Kafka broker, a Flink cluster with every job, and the
 * search-service, on one data folder.
 *
 * <p>Killed at any moment, the next start on the same folder goes on from the last checkpoints and
 * repeats what came after them; repeats are known by their origin and count once. Start it from one
 * thread; it may be closed from another.
 */
public final class Stack implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(120);
  private static final String STACK = "the stack";

  private final DataFolder data;
  private final String host;
  private final EmbeddedBroker broker;
  private final FlinkCluster flink;
  private final SearchService service;
  private final EraserThread eraser;
  private boolean closed;

  private Stack(
      DataFolder data,
      String host,
      EmbeddedBroker broker,
      FlinkCluster flink,
      SearchService service,
      EraserThread eraser) {
    this.eraser = eraser;
    this.data = data;
    this.host = host;
    this.broker = broker;
    this.flink = flink;
    this.service = service;
  }

  /** Starts a stack that tells nobody how far it is. */
  public static Stack start(StackSettings settings) {
    return start(settings, step -> {});
  }

  /**
   * Starts a stack and returns when it is ready to be asked.
   *
   * @param progress told what begins
   * @throws RefusedException when a port, the data folder or a cluster cannot be used; nothing was
   *     written then
   * @throws FailedException when a part does not start
   */
  public static Stack start(StackSettings settings, Consumer<String> progress) {
    return start(settings, progress, Clock.systemUTC());
  }

  /**
   * The same with a clock of the search-service's own, for simulations.
   *
   * @throws RefusedException as above
   * @throws FailedException as above
   */
  public static Stack start(StackSettings settings, Consumer<String> progress, Clock clock) {
    Ports.check(settings);
    checkSolr(settings.solr());
    JobSettings jobSettings = jobSettings(settings);
    DataFolder data = DataFolder.openForJobs(settings.data());
    // Of a stack that was killed: where that one was, nobody is to look any more.
    RunningFile.delete(data);
    // In one thread and not before the folder was accepted: log files are put into it.
    LoggerFactory.getILoggerFactory();
    try (var starting = new Starting()) {
      starting.closes(data);
      int kafkaPort = settings.kafkaPort() != 0 ? settings.kafkaPort() : freePort();
      List<LimpetJob> jobs = LimpetJobs.all();
      int slots = jobs.size() * jobSettings.parallelism();
      progress.accept("Starting Kafka and Flink ...");
      var flink = starting.begin(() -> FlinkCluster.start(data, settings.flinkPort(), slots));
      var broker =
          starting.begin(
              () -> {
                EmbeddedBroker started = EmbeddedBroker.start(data.kafka(), kafkaPort);
                TopicCreator.createMissing(started.bootstrapServers());
                return started;
              });
      String bootstrapServers = broker.get().bootstrapServers();
      progress.accept("Starting the search-service and %d jobs ...".formatted(jobs.size()));
      var service =
          starting.begin(
              () ->
                  SearchService.start(
                      new SearchSettings(
                          bootstrapServers,
                          data.models(),
                          data.indexes(),
                          settings.host(),
                          settings.httpPort(),
                          SearchSettings.cursorKey(settings.others()),
                          SearchSettings.surfaces(settings.others()),
                          settings.texts(),
                          settings.solr(),
                          null),
                      clock));
      JobSettings here = jobSettings(settings.others(), data, bootstrapServers);
      for (LimpetJob job : jobs) {
        flink.get().submit(job, here);
      }
      flink.get().awaitRunning();
      awaitReady(service.get());
      var eraser =
          EraserThread.start(
              bootstrapServers,
              data.lake(),
              jobs.stream().map(LimpetJob::name).toList(),
              flink.get()::checkpoint);
      // It was not known where Flink listens when the service began.
      service.get().flinkAt(dashboard(flink.get().port()));
      var stack =
          new Stack(data, settings.host(), broker.get(), flink.get(), service.get(), eraser);
      RunningFile.write(data, stack.http(), stack.flinkDashboard(), bootstrapServers);
      starting.succeeded();
      return stack;
    }
  }

  /** Where the search-service answers. */
  public URI http() {
    String reachable = host.equals("0.0.0.0") ? StackSettings.HOST : host;
    return URI.create("http://" + reachable + ":" + service.port());
  }

  /** Where Flink's dashboard is. */
  public URI flinkDashboard() {
    return dashboard(flink.port());
  }

  private static URI dashboard(int port) {
    return URI.create("http://" + StackSettings.HOST + ":" + port);
  }

  /** Where the broker is. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** What the service tells Prometheus. */
  public MeterRegistry metrics() {
    return service.metrics();
  }

  public DataFolder data() {
    return data;
  }

  /** Whether every task of every job runs, and the service is ready. */
  public boolean isHealthy() {
    return flink.allRun() && service.isReady();
  }

  /**
   * Waits until every event that Kafka holds now is in the lake.
   *
   * @throws FailedException when it takes longer
   */
  public void settle(Duration patience) {
    new Settling(bootstrapServers(), flink::checkpoint).await(patience);
  }

  /**
   * Stops taking requests, takes a last checkpoint of every job, and ends everything. What was
   * acknowledged is kept.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      RunningFile.delete(data);
      Starting.closeAll(List.of(eraser, service, flink, broker, data));
    }
  }

  private static void checkSolr(@Nullable SolrSettings solr) {
    try {
      if (solr != null) {
        SolrIndexes.check(solr);
      }
    } catch (UncheckedIOException e) {
      throw new RefusedException("--solr: " + e.getMessage(), e);
    }
  }

  /** How jobs are set, before it is known where anything is: to be refused before a start. */
  private static JobSettings jobSettings(StackSettings settings) {
    try {
      return JobSettings.of(settings.others());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(String.valueOf(e.getMessage()), e);
    }
  }

  /** What a shop set of the jobs, with the places that are the stack's own matter. */
  static JobSettings jobSettings(Settings others, DataFolder data, String bootstrapServers) {
    return JobSettings.of(
        others
            .with(Setting.BOOTSTRAP_SERVERS, bootstrapServers, STACK)
            .with(Setting.REGISTRY, data.models().toString(), STACK)
            .with(Setting.LAKE, data.lake().toUri().toString(), STACK)
            .with(Setting.CHECKPOINTS, data.checkpoints().toUri().toString(), STACK));
  }

  private static void awaitReady(SearchService service) {
    Instant deadline = Instant.now().plus(START);
    long progress = service.progress();
    while (!service.isReady()) {
      if (service.progress() != progress) {
        progress = service.progress();
        deadline = Instant.now().plus(START);
      }
      if (Instant.now().isAfter(deadline)) {
        throw new FailedException(
            "the search-service still waits for %s and has not got on for %d s"
                .formatted(service.waiting(), START.toSeconds()));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FailedException("interrupted while the search-service was starting", e);
      }
    }
  }

  private static int freePort() {
    try {
      return FreePorts.find();
    } catch (IOException e) {
      throw new FailedException("this machine has no free port: " + e.getMessage(), e);
    }
  }
}
