package io.limpet.search;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.search.http.HttpFace;
import io.limpet.search.http.UserUpdates;
import io.limpet.search.ingest.EventIngest;
import io.limpet.search.ingest.ItemIngest;
import io.limpet.search.ingest.KafkaWriter;
import io.limpet.search.metrics.IngestMetrics;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.SignalStore;
import io.limpet.search.state.TopicReader;
import io.limpet.search.state.UserStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/**
 * The whole service, running. Kafka need not be there at the start: until it is, the service is
 * alive but not ready.
 */
public final class SearchService implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final LongSupplier CLOCK = System::currentTimeMillis;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Readiness readiness = new Readiness();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SearchSettings settings;
  private final HttpFace http;

  private SearchService(SearchSettings settings) {
    this.settings = settings;
    try {
      parts.push(metrics::close);
      var ingestMetrics = new IngestMetrics(metrics);
      KafkaWriter writer = KafkaWriter.prompt(settings.bootstrapServers(), PATIENCE);
      parts.push(writer);
      var events = new EventIngest(writer, ingestMetrics, CLOCK);

      var ids = new ItemIds();
      var catalogue = new Catalogue(ids);
      var users = new UserStore(ids);
      var signals = new SignalStore(ids);
      TopicReader<CatalogueItem> itemReader = reader(Topics.ITEMS, catalogue::take, () -> {});
      var items = new ItemIngest(writer, itemReader, catalogue, CLOCK);
      var updates = new UserUpdates(users, CLOCK);
      reader(Topics.USER_VECTORS, users::take, () -> {});
      reader(Topics.ITEM_SIGNALS, signals::take, signals::rank);

      http =
          HttpFace.start(
              settings,
              metrics,
              readiness,
              ingestMetrics,
              events,
              items,
              catalogue,
              users,
              updates);
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

  /** Starts to read a topic; until it has caught up, the service is not ready. */
  private <T> TopicReader<T> reader(Topic<T> topic, TopicReader.Sink<T> sink, Runnable caughtUp) {
    String waiting = "reading " + topic.name();
    readiness.await(waiting);
    var reader =
        new TopicReader<>(
            settings.bootstrapServers(),
            topic,
            sink,
            () -> {
              caughtUp.run();
              readiness.done(waiting);
            },
            metrics);
    parts.push(reader);
    return reader.start();
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
