package io.limpet.search;

import io.limpet.search.http.HttpFace;
import io.limpet.search.ingest.EventIngest;
import io.limpet.search.ingest.KafkaWriter;
import io.limpet.search.metrics.IngestMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * The whole service, running. Kafka need not be there at the start: until it is, the service is
 * alive but not ready.
 */
public final class SearchService implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Readiness readiness = new Readiness();
  private final HttpFace http;

  private SearchService(SearchSettings settings) {
    try {
      var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      parts.push(registry::close);
      var ingestMetrics = new IngestMetrics(registry);
      KafkaWriter writer = KafkaWriter.prompt(settings.bootstrapServers(), PATIENCE);
      parts.push(writer);
      var events = new EventIngest(writer, ingestMetrics, System::currentTimeMillis);
      http = HttpFace.start(settings, registry, readiness, ingestMetrics, events);
      parts.push(http);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts the service; it is ready some time later.
   *
   * @throws StartException when it cannot listen
   */
  public static SearchService start(SearchSettings settings) {
    return new SearchService(settings);
  }

  /** The port it listens at. */
  public int port() {
    return http.port();
  }

  /** Whether everything stored was read in, and it may be asked. */
  public boolean isReady() {
    return readiness.isReady();
  }

  /** What it waits for before it is ready; empty when it is. */
  public List<String> waiting() {
    return readiness.waiting();
  }

  /** Stops taking requests, then everything else, in the order opposite to the start. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LoggerFactory.getLogger(SearchService.class).warn("closing: {}", e.toString());
      }
    }
  }

  /** Runs the service until the process is ended. Exit code 2 when a setting cannot be used. */
  public static void main(String[] args) throws InterruptedException {
    // Before the first logger is made; the library's own name for it wins when it is given.
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "search-service-logback.xml");
    }
    try {
      SearchService service = start(SearchSettings.of(System.getProperties(), System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(service::close, "limpet-shutdown"));
      System.out.println("search-service listens at port " + service.port());
      new CountDownLatch(1).await();
    } catch (IllegalArgumentException | StartException e) {
      System.err.println("search-service: " + e.getMessage());
      System.exit(2);
    }
  }
}
