package io.limpet.search;

import io.limpet.core.forecast.Cover;
import io.limpet.core.generation.Registry;
import io.limpet.core.text.TextEncoder;
import io.limpet.core.topic.Topics;
import io.limpet.search.content.ContentEncoder;
import io.limpet.search.content.TextEncoders;
import io.limpet.search.engagement.EngagementReport;
import io.limpet.search.engagement.EngagementStore;
import io.limpet.search.engagement.Novelty;
import io.limpet.search.erasure.ErasureDesk;
import io.limpet.search.erasure.ErasureStore;
import io.limpet.search.experiment.Assigner;
import io.limpet.search.experiment.ExperimentDesk;
import io.limpet.search.experiment.ExperimentStore;
import io.limpet.search.experiment.GenerationWatch;
import io.limpet.search.experiment.ResultStore;
import io.limpet.search.experiment.UnitStore;
import io.limpet.search.forecast.ForecastStore;
import io.limpet.search.forecast.StockWatch;
import io.limpet.search.generation.GenerationOpener;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.generation.ReleaseDesk;
import io.limpet.search.http.HttpFace;
import io.limpet.search.http.UserUpdates;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.IndexMetrics;
import io.limpet.search.index.Indexes;
import io.limpet.search.index.LocalIndexes;
import io.limpet.search.ingest.EventIngest;
import io.limpet.search.ingest.ForecastIngest;
import io.limpet.search.ingest.ItemIngest;
import io.limpet.search.ingest.KafkaWriter;
import io.limpet.search.metrics.AnswerMetrics;
import io.limpet.search.metrics.IngestMetrics;
import io.limpet.search.metrics.UserMetrics;
import io.limpet.search.recommend.FirstAnswers;
import io.limpet.search.recommend.Knowledge;
import io.limpet.search.recommend.Pages;
import io.limpet.search.recommend.Recommendations;
import io.limpet.search.recommend.Recommender;
import io.limpet.search.recommend.ServedLog;
import io.limpet.search.recommend.ServedRecords;
import io.limpet.search.recommend.Sources;
import io.limpet.search.rejected.RejectedTopic;
import io.limpet.search.rejected.Replayer;
import io.limpet.search.rule.RuleDesk;
import io.limpet.search.rule.RuleStore;
import io.limpet.search.search.ProductSearch;
import io.limpet.search.search.Suggester;
import io.limpet.search.solr.SolrIndexes;
import io.limpet.search.solr.SolrSettings;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.FeatureStore;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.SignalStore;
import io.limpet.search.state.UserStore;
import io.limpet.search.surface.SurfaceDesk;
import io.limpet.search.surface.SurfaceFile;
import io.limpet.search.surface.SurfaceReader;
import io.limpet.search.surface.SurfaceStore;
import io.limpet.search.survey.SurveyStore;
import io.limpet.search.system.FlinkAddress;
import io.limpet.search.system.FlinkJobs;
import io.limpet.search.tuning.TuningDesk;
import io.limpet.search.tuning.TuningStore;
import io.limpet.text.SentenceEncoder;
import io.limpet.text.TextModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Impressions and trends of a region before that are not learnt at a start. */
  private static final Duration LATELY = Duration.ofDays(2);

  private static final String WARM = "warming up";

  private final Parts parts = new Parts();
  private final Readiness readiness = new Readiness();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SearchSettings settings;
  private final Clock clock;
  private final LongSupplier now;
  private final List<LongSupplier> progress = new CopyOnWriteArrayList<>();
  private final FlinkJobs flink;
  private final HttpFace http;

  private SearchService(SearchSettings settings, List<TextEncoder> textEncoders, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.now = clock::millis;
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
    opened(metrics::close);
    new JvmMemoryMetrics().bindTo(metrics);
    opened(new JvmGcMetrics()).bindTo(metrics);
    readiness.await(WARM);
    var writer = opened(KafkaWriter.prompt(settings.bootstrapServers(), PATIENCE));
    var log = opened(KafkaWriter.relaxed(settings.bootstrapServers()));

    // How it is set up.
    var surfaces = new SurfaceStore(new SurfaceReader(Sources.NAMES), metrics);
    Path file = settings.surfaces();
    SurfaceFile surfaceFile = file == null ? null : SurfaceFile.open(file, surfaces);

    var rules = new RuleStore();
    var surveys = new SurveyStore();

    // What is kept in memory.
    var ids = new ItemIds();
    var catalogue = new Catalogue(ids);
    var users = new UserStore(ids);
    var forecasts = new ForecastStore();
    var watch = new StockWatch(catalogue, forecasts, writer, Cover.Policy.DEFAULT, now);
    var signals = new SignalStore(ids);
    var knowledge = Knowledge.listening(catalogue, users, signals);
    var encoders = new TextEncoders(textEncoders);
    Texts texts = Texts.open(settings, encoders, catalogue, parts);
    var registry = new Registry(settings.registry());
    var opener = new GenerationOpener(registry, indexes(registry, ids), ids);
    var generations = opened(new GenerationSwitch(opener, users::byGeneration, metrics));
    progress.add(() -> generations.isOpening() ? System.nanoTime() : 0);
    progress.add(texts.index()::changes);

    var openGenerations = new GenerationWatch(generations);
    var experiments = new ExperimentStore(surfaces, openGenerations::isOpen, now);
    var units = new UnitStore();
    var results = new ResultStore();

    // What answers.
    var served = opened(new ServedLog(new ServedRecords(knowledge), log, metrics));
    var firstAnswers = new FirstAnswers(metrics, now);
    Recommender recommender =
        Recommendations.recommender(
            knowledge,
            users,
            generations,
            List.of(served, firstAnswers),
            new Pages(settings.cursorKey()),
            rules,
            settings.texts().readPhrases(),
            metrics,
            now);
    var search =
        new ProductSearch(
            catalogue,
            signals,
            users,
            generations,
            texts.index(),
            texts.meanings(),
            texts.relevance().meaning(),
            rules,
            now);
    var content = opened(new ContentEncoder(catalogue, generations, encoders, writer, metrics));

    // What is read, each topic from its beginning.
    var reading = new Reading(settings.bootstrapServers(), metrics, readiness, progress, parts);
    var items = reading.reader(Topics.ITEMS, catalogue::take);
    // What is learnt from visitors speaks of items, so those come first.
    reading.needs(Topics.USER_VECTORS, users::take, items.caughtUp());
    reading.gathers(Topics.ITEM_SIGNALS, signals::take);
    reading.needs(Topics.ITEM_VECTORS, generations::take);
    var features = new FeatureStore();
    // No answer needs them, so no start waits for them.
    reading.soon(Topics.USER_FEATURES, features::takeUser);
    reading.soon(Topics.ITEM_FEATURES, features::takeItem);
    var models = reading.reader(Topics.MODELS, generations::take);

    // Of what happens now a start need not wait for what happened before it.
    reading.lately(Topics.EVENTS_CLEAN, knowledge, LATELY, items.caughtUp());
    var engagement = new EngagementStore();
    reading.gathers(Topics.METRICS, engagement::take);
    var ruleTopic = reading.reader(Topics.RULES, rules::take);
    var erasures = new ErasureStore(users, knowledge.impressions());
    var erasureTopic = reading.reader(Topics.ERASURES, erasures::take);
    reading.gathers(Topics.SURVEYS, surveys::take);
    var experimentTopic = reading.reader(Topics.EXPERIMENTS, experiments::take);
    var tunings = new TuningStore();
    var tuningTopic = reading.reader(Topics.TUNINGS, tunings::take);
    reading.needs(Topics.UNITS, units::take);
    // An answer needs no results, so nobody waits for them.
    reading.soon(Topics.EXPERIMENT_RESULTS, results::take);
    reading.needs(Topics.FORECASTS, forecasts::take);
    reading.needs(Topics.ALERTS, watch::take);
    var surfaceTopic = file == null ? reading.reader(Topics.SURFACES, surfaces::take) : null;

    var surfaceDesk =
        new SurfaceDesk(
            surfaces,
            file == null ? null : file.toString(),
            surfaceTopic == null ? null : Reading.followed(writer, Topics.SURFACES, surfaceTopic),
            now);
    var experimentDesk =
        new ExperimentDesk(
            experiments,
            registry,
            Reading.followed(writer, Topics.EXPERIMENTS, experimentTopic),
            now);
    var tuningDesk =
        new TuningDesk(
            tunings,
            surfaces,
            surfaceDesk,
            experiments,
            experimentDesk,
            results,
            Reading.followed(writer, Topics.TUNINGS, tuningTopic),
            now);

    var userMetrics = new UserMetrics(users, metrics, now);
    var housekeeping = new Housekeeping(parts);
    housekeeping.every(
        Duration.ofSeconds(1),
        () -> {
          signals.rank();
          userMetrics.refresh();
          firstAnswers.sweep();
          // Before all of both topics is read, alerts that stand would be raised again.
          if (readiness.isReady()) {
            watch.run();
          }
          if (surfaceFile != null) {
            surfaceFile.run();
          }
          openGenerations.look(experiments.generations());
          experiments.refresh();
        });
    // A step waits for Kafka, which nothing else should.
    housekeeping.every(
        Duration.ofSeconds(2),
        () -> {
          if (readiness.isReady()) {
            tuningDesk.run();
          }
        });
    // Until it is ready nobody searches, and every refresh would begin another small segment.
    housekeeping.every(
        Duration.ofMillis(100),
        () -> {
          if (readiness.isReady()) {
            texts.index().refresh();
          }
        });
    var unused =
        CompletableFuture.allOf(
                reading.caughtUp(),
                items.caughtUp().thenCompose(done -> texts.feed().settled()),
                models.caughtUp().thenCompose(done -> generations.caughtUp()))
            .thenRunAsync(
                () -> {
                  signals.rank();
                  texts.index().refresh();
                  content.start();
                  new WarmUp(recommender, users, surfaces, now).run();
                  if (texts.meanings() != null) {
                    texts.meanings().start();
                  }
                  userMetrics.start();
                  firstAnswers.start(users);
                  readiness.done(WARM);
                })
            .whenComplete(
                (ready, failure) -> {
                  if (failure != null) {
                    LoggerFactory.getLogger(SearchService.class).error("not ready", failure);
                  }
                });

    var ingestMetrics = new IngestMetrics(metrics);
    var rejected = new RejectedTopic(settings.bootstrapServers());
    return opened(
        HttpFace.start(
            settings,
            clock,
            metrics,
            readiness,
            catalogue,
            users,
            registry,
            generations,
            recommender,
            search,
            surfaces,
            rules,
            surveys,
            forecasts,
            watch,
            new ForecastIngest(writer),
            new RuleDesk(rules, catalogue, Reading.followed(writer, Topics.RULES, ruleTopic), now),
            served,
            experiments,
            results,
            new Assigner(experiments, units, now),
            experimentDesk,
            tunings,
            tuningDesk,
            erasures,
            new ErasureDesk(erasures, Reading.followed(writer, Topics.ERASURES, erasureTopic), now),
            surfaceDesk,
            new Suggester(catalogue, texts.index()),
            ingestMetrics,
            new AnswerMetrics(metrics),
            userMetrics,
            flink,
            texts.synonyms(),
            settings.texts(),
            engagement,
            new EngagementReport(engagement, new Novelty(ids, signals), catalogue::size),
            new EventIngest(writer, ingestMetrics, now),
            features,
            rejected,
            new Replayer(rejected, writer),
            new ItemIngest(writer, items, catalogue, now),
            new ReleaseDesk(generations, Reading.followed(writer, Topics.MODELS, models), now),
            new UserUpdates(users, now)));
  }

  private Indexes indexes(Registry registry, ItemIds ids) {
    SolrSettings solr = settings.solr();
    if (solr == null) {
      return new LocalIndexes(
          settings.indexes(), HnswSettings.DEFAULT, ids, new IndexMetrics(metrics));
    }
    try {
      SolrIndexes.check(solr);
    } catch (UncheckedIOException e) {
      throw new StartException("limpet.solr (LIMPET_SOLR): " + e.getMessage(), e);
    }
    return opened(new SolrIndexes(solr, HnswSettings.DEFAULT, ids, registry));
  }

  /** Remembers what has to be closed. */
  private <T extends AutoCloseable> T opened(T part) {
    return parts.opened(part);
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
