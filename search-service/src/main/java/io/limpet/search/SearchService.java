package io.limpet.search;

import io.limpet.core.forecast.Cover;
import io.limpet.core.text.TextEncoder;
import io.limpet.search.engagement.EngagementReport;
import io.limpet.search.engagement.Novelty;
import io.limpet.search.experiment.Assigner;
import io.limpet.search.forecast.StockWatch;
import io.limpet.search.http.HttpFace;
import io.limpet.search.http.UserUpdates;
import io.limpet.search.ingest.EventIngest;
import io.limpet.search.ingest.ForecastIngest;
import io.limpet.search.ingest.KafkaWriter;
import io.limpet.search.metrics.AnswerMetrics;
import io.limpet.search.metrics.IngestMetrics;
import io.limpet.search.metrics.UserMetrics;
import io.limpet.search.rejected.RejectedTopic;
import io.limpet.search.rejected.Replayer;
import io.limpet.search.search.Suggester;
import io.limpet.search.surface.SurfaceFile;
import io.limpet.search.system.FlinkAddress;
import io.limpet.search.system.FlinkJobs;
import io.limpet.text.SentenceEncoder;
import io.limpet.text.TextModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/**
 * The whole service, running. Kafka need not be there at the start: until it is, the service is
 * alive but not ready.
 */
public final class SearchService implements AutoCloseable {
  private static final String WARM = "warming up";

  private final Parts parts = new Parts();
  private final Readiness readiness = new Readiness();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SearchSettings settings;
  private final Clock clock;
  private final List<LongSupplier> progress = new CopyOnWriteArrayList<>();
  private final FlinkJobs flink;
  private final HttpFace http;

  private SearchService(SearchSettings settings, List<TextEncoder> textEncoders, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    // Flink lives in the time of this machine, whatever the clock of a simulation says.
    this.flink = new FlinkJobs(settings.flink(), System::currentTimeMillis);
    try {
      http = assemble(textEncoders);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts the service; it is ready some time later.
   *
   * @throws StartException when it cannot listen, or finds no SolrCloud where there should be one
   */
  public static SearchService start(SearchSettings settings) {
    return start(settings, Clock.systemUTC());
  }

  /**
   * Starts the service with these text encoders, of which a generation uses the one that it was
   * trained with.
   *
   * @throws StartException when it cannot listen, or finds no SolrCloud where there should be one
   */
  public static SearchService start(SearchSettings settings, List<TextEncoder> textEncoders) {
    return start(settings, textEncoders, Clock.systemUTC());
  }

  /**
   * Starts the service with a clock of its own, as simulations have it.
   *
   * @throws StartException as above
   */
  public static SearchService start(SearchSettings settings, Clock clock) {
    return start(
        settings,
        Arrays.stream(TextModel.values()).<TextEncoder>map(SentenceEncoder::new).toList(),
        clock);
  }

  /**
   * Starts the service with these text encoders and a clock of its own: what was done lately, when
   * an answer was given, and whether an experiment runs go by that clock. How long the machine
   * takes, and when Kafka took a record, does not.
   *
   * @throws StartException when it cannot listen, or finds no SolrCloud where there should be one
   */
  public static SearchService start(
      SearchSettings settings, List<TextEncoder> textEncoders, Clock clock) {
    return new SearchService(settings, textEncoders, clock);
  }

  /** Makes the parts in the order in which they need each other. */
  private HttpFace assemble(List<TextEncoder> textEncoders) {
    parts.opened(metrics::close);
    new JvmMemoryMetrics().bindTo(metrics);
    parts.opened(new JvmGcMetrics()).bindTo(metrics);
    readiness.await(WARM);
    Ground ground = Ground.open(settings, parts, readiness, metrics, progress, clock::millis);
    Stores stores = Stores.empty(metrics);
    Path file = settings.surfaces();
    SurfaceFile surfaceFile = file == null ? null : SurfaceFile.open(file, stores.surfaces());
    Answering answering = Answering.open(ground, stores, textEncoders);
    var watch =
        new StockWatch(
            stores.catalogue(),
            stores.forecasts(),
            ground.writer(),
            Cover.Policy.DEFAULT,
            ground.now());
    var reading = new Reading(ground);
    Readers readers = Readers.start(reading, stores, answering, watch, surfaceFile == null);
    Desks desks = Desks.of(ground, stores, answering, readers);
    var userMetrics = new UserMetrics(stores.users(), metrics, ground.now());
    List<Runnable> chores = new ArrayList<>();
    chores.add(stores.signals()::rank);
    chores.add(userMetrics::refresh);
    chores.add(answering.firstAnswers()::sweep);
    // Before all of both topics is read, alerts that stand would be raised again.
    chores.add(() -> ifReady(watch::run));
    if (surfaceFile != null) {
      chores.add(surfaceFile);
    }
    chores.add(() -> answering.openGenerations().look(answering.experiments().generations()));
    chores.add(answering.experiments()::refresh);
    var housekeeping = new Housekeeping(parts);
    housekeeping.every(Duration.ofSeconds(1), () -> chores.forEach(Runnable::run));
    // A step waits for Kafka, which nothing else should.
    housekeeping.every(Duration.ofSeconds(2), () -> ifReady(desks.tunings()::run));
    // Until it is ready nobody searches, and every refresh would begin another small segment.
    housekeeping.every(Duration.ofMillis(100), () -> ifReady(answering.texts().index()::refresh));
    var unused =
        CompletableFuture.allOf(
                reading.caughtUp(),
                readers.items().caughtUp().thenCompose(done -> answering.texts().feed().settled()),
                readers.models().caughtUp().thenCompose(done -> answering.generations().caughtUp()))
            .thenRunAsync(() -> getReady(ground, stores, answering, userMetrics))
            .whenComplete(
                (ready, failure) -> {
                  if (failure != null) {
                    LoggerFactory.getLogger(SearchService.class).error("not ready", failure);
                  }
                });
    return parts.opened(face(ground, stores, answering, desks, watch, userMetrics));
  }

  private void ifReady(Runnable work) {
    if (readiness.isReady()) {
      work.run();
    }
  }

  /** What is left to do once all topics were read. */
  private void getReady(
      Ground ground, Stores stores, Answering answering, UserMetrics userMetrics) {
    Texts texts = answering.texts();
    stores.signals().rank();
    texts.index().refresh();
    answering.content().start();
    new WarmUp(answering.recommender(), stores.users(), stores.surfaces(), ground.now()).run();
    if (texts.meanings() != null) {
      texts.meanings().start();
    }
    userMetrics.start();
    answering.firstAnswers().start(stores.users());
    readiness.done(WARM);
  }

  /** Starts to listen, with all that controllers are given, by type. */
  private HttpFace face(
      Ground ground,
      Stores stores,
      Answering answering,
      Desks desks,
      StockWatch watch,
      UserMetrics userMetrics) {
    LongSupplier now = ground.now();
    KafkaWriter writer = ground.writer();
    var ingestMetrics = new IngestMetrics(metrics);
    var rejected = new RejectedTopic(settings.bootstrapServers());
    return HttpFace.start(
        settings,
        // Kept in memory.
        stores.catalogue(),
        stores.users(),
        stores.features(),
        stores.engagement(),
        stores.erasures(),
        stores.forecasts(),
        stores.results(),
        stores.rules(),
        stores.surfaces(),
        stores.surveys(),
        stores.tunings(),
        // Answers.
        answering.registry(),
        answering.generations(),
        answering.experiments(),
        answering.served(),
        answering.recommender(),
        answering.search(),
        answering.texts().synonyms(),
        new Assigner(answering.experiments(), stores.units(), now),
        new Suggester(stores.catalogue(), answering.texts().index()),
        // Takes in.
        desks.items(),
        new EventIngest(writer, ingestMetrics, now),
        new ForecastIngest(writer),
        rejected,
        new Replayer(rejected, writer),
        new UserUpdates(stores.users(), now),
        // Decides.
        desks.surfaces(),
        desks.experiments(),
        desks.tunings(),
        desks.rules(),
        desks.erasures(),
        desks.releases(),
        // Watches.
        clock,
        metrics,
        readiness,
        ingestMetrics,
        new AnswerMetrics(metrics),
        userMetrics,
        watch,
        flink,
        settings.texts(),
        new EngagementReport(
            stores.engagement(),
            new Novelty(stores.ids(), stores.signals()),
            stores.catalogue()::size));
  }

  /** Flink and its dashboard are there: for who was not told by the settings. */
  public void flinkAt(URI dashboard) {
    flink.at(new FlinkAddress(dashboard, dashboard));
  }

  /** The port it listens at. */
  public int port() {
    return http.port();
  }

  /** What it tells Prometheus, for parts of the same process to add to. */
  public MeterRegistry metrics() {
    return metrics;
  }

  /** Whether everything stored was read in, and it may be asked. */
  public boolean isReady() {
    return readiness.isReady();
  }

  /**
   * A number that changes as long as a start gets on: a large catalogue takes minutes to be read,
   * and an index that is not there to be built.
   */
  public long progress() {
    return progress.stream().mapToLong(LongSupplier::getAsLong).sum();
  }

  /** What it waits for before it is ready; empty when it is. */
  public List<String> waiting() {
    return readiness.waiting();
  }

  /** Stops taking requests, then everything else, in the order opposite to the start. */
  @Override
  public void close() {
    parts.close();
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
