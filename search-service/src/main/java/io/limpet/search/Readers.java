package io.limpet.search;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.experiment.ExperimentRecord;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.release.Release;
import io.limpet.core.rule.RuleRecord;
import io.limpet.core.surface.SurfacesDocument;
import io.limpet.core.topic.Topics;
import io.limpet.core.tuning.TuningRecord;
import io.limpet.search.forecast.StockWatch;
import io.limpet.search.state.TopicReader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The readers of those topics that the service writes into as well: what it wrote counts once it
 * was read back.
 *
 * @param surfaces null where a file says what surfaces there are
 */
record Readers(
    TopicReader<CatalogueItem> items,
    TopicReader<Release> models,
    TopicReader<RuleRecord> rules,
    TopicReader<Erasure> erasures,
    TopicReader<ExperimentRecord> experiments,
    TopicReader<TuningRecord> tunings,
    @Nullable TopicReader<SurfacesDocument> surfaces) {
  /** Impressions and trends of a region before that are not learnt at a start. */
  private static final Duration LATELY = Duration.ofDays(2);

  /** Starts to read all topics, each from its beginning. */
  static Readers start(
      Reading reading, Stores stores, Answering answering, StockWatch watch, boolean surfaces) {
    var items = reading.reader(Topics.ITEMS, stores.catalogue()::take);
    // What is learnt from visitors speaks of items, so those come first.
    reading.needs(Topics.USER_VECTORS, stores.users()::take, items.caughtUp());
    reading.gathers(Topics.ITEM_SIGNALS, stores.signals()::take);
    reading.needs(Topics.ITEM_VECTORS, answering.generations()::take);
    // No answer needs them, so no start waits for them.
    reading.soon(Topics.USER_FEATURES, stores.features()::takeUser);
    reading.soon(Topics.ITEM_FEATURES, stores.features()::takeItem);
    var models = reading.reader(Topics.MODELS, answering.generations()::take);
    // Of what happens now a start need not wait for what happened before it.
    reading.lately(Topics.EVENTS_CLEAN, stores.knowledge(), LATELY, items.caughtUp());
    reading.gathers(Topics.METRICS, stores.engagement()::take);
    var rules = reading.reader(Topics.RULES, stores.rules()::take);
    var erasures = reading.reader(Topics.ERASURES, stores.erasures()::take);
    reading.gathers(Topics.SURVEYS, stores.surveys()::take);
    var experiments = reading.reader(Topics.EXPERIMENTS, answering.experiments()::take);
    var tunings = reading.reader(Topics.TUNINGS, stores.tunings()::take);
    reading.needs(Topics.UNITS, stores.units()::take);
    // An answer needs no results, so nobody waits for them.
    reading.soon(Topics.EXPERIMENT_RESULTS, stores.results()::take);
    reading.needs(Topics.FORECASTS, stores.forecasts()::take);
    reading.needs(Topics.ALERTS, watch::take);
    return new Readers(
        items,
        models,
        rules,
        erasures,
        experiments,
        tunings,
        surfaces ? reading.reader(Topics.SURFACES, stores.surfaces()::take) : null);
  }
}
