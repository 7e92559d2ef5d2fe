package io.limpet.core.topic;

import static io.limpet.core.topic.Topic.Retention.COMPACTED;
import static io.limpet.core.topic.Topic.Retention.TIME;

import io.limpet.core.codec.ArmResultCodec;
import io.limpet.core.codec.CatalogueItemCodec;
import io.limpet.core.codec.CleanEventCodec;
import io.limpet.core.codec.EngagementDayCodec;
import io.limpet.core.codec.HandOverCodec;
import io.limpet.core.codec.ItemBehaviourCodec;
import io.limpet.core.codec.ItemSignalsCodec;
import io.limpet.core.codec.ItemVectorCodec;
import io.limpet.core.codec.JsonCodec;
import io.limpet.core.codec.RawCodec;
import io.limpet.core.codec.RejectedEventCodec;
import io.limpet.core.codec.ServedCodec;
import io.limpet.core.codec.UserBehaviourCodec;
import io.limpet.core.codec.UserVectorCodec;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.RejectedEvent;
import io.limpet.core.experiment.ArmResult;
import io.limpet.core.experiment.ExperimentRecord;
import io.limpet.core.experiment.UnitOf;
import io.limpet.core.feature.ItemBehaviour;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.forecast.Alert;
import io.limpet.core.forecast.Forecast;
import io.limpet.core.identity.HandOver;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.prediction.Prediction;
import io.limpet.core.release.Release;
import io.limpet.core.rule.RuleRecord;
import io.limpet.core.served.Served;
import io.limpet.core.signal.ItemSignals;
import io.limpet.core.surface.SurfacesDocument;
import io.limpet.core.survey.SurveyDay;
import io.limpet.core.tuning.TuningRecord;
import io.limpet.core.vector.ItemVector;
import io.limpet.core.vector.UserVector;
import java.util.List;

/** THE list of topics. Nothing else in Limpet spells a topic's name. */
public final class Topics {
  /** Raw events, JSON, as the shop sent them. */
  public static final Topic<byte[]> EVENTS =
      new Topic<>("limpet.events", "user or anonymous id", new RawCodec(), TIME);

  /** Events that were validated, deduplicated and put into sessions. */
  public static final Topic<CleanEvent> EVENTS_CLEAN =
      new Topic<>("limpet.events.clean", "visitor", new CleanEventCodec(), TIME);

  /** Events that were refused. */
  public static final Topic<RejectedEvent> EVENTS_REJECTED =
      new Topic<>("limpet.events.rejected", "as in limpet.events", new RejectedEventCodec(), TIME);

  /** The catalogue, JSON. */
  public static final Topic<CatalogueItem> ITEMS =
      new Topic<>("limpet.items", "item id", new CatalogueItemCodec(), COMPACTED);

  /** Vectors of items that are younger than a generation. */
  public static final Topic<ItemVector> ITEM_VECTORS =
      new Topic<>("limpet.item-vectors", "generation/item id", new ItemVectorCodec(), COMPACTED);

  /** Vectors and profiles of visitors. */
  public static final Topic<UserVector> USER_VECTORS =
      new Topic<>("limpet.user-vectors", "visitor", new UserVectorCodec(), COMPACTED);

  /** What devices were used for before somebody signed in there, on its way to the user. */
  public static final Topic<HandOver> IDENTITIES =
      new Topic<>("limpet.identities", "user id", new HandOverCodec(), TIME);

  /** Counts and trend of items. */
  public static final Topic<ItemSignals> ITEM_SIGNALS =
      new Topic<>("limpet.item-signals", "item id", new ItemSignalsCodec(), COMPACTED);

  /** What visitors did, for features as of any time since. */
  public static final Topic<UserBehaviour> USER_FEATURES =
      new Topic<>("limpet.features.users", "visitor", new UserBehaviourCodec(), COMPACTED);

  /** What was done with items, for features as of any time since. */
  public static final Topic<ItemBehaviour> ITEM_FEATURES =
      new Topic<>("limpet.features.items", "item id", new ItemBehaviourCodec(), COMPACTED);

  /** What users will do, JSON, for campaign tools; deleted when it is not told any more. */
  public static final Topic<Prediction> PREDICTIONS =
      new Topic<>("limpet.predictions", "user id", new JsonCodec<>(Prediction.class), COMPACTED);

  /** Answers that were given. */
  public static final Topic<Served> SERVED =
      new Topic<>("limpet.served", "visitor", new ServedCodec(), TIME);

  /** How often visitors come, stay, buy and come back, by segment and day. */
  public static final Topic<EngagementDay> METRICS =
      new Topic<>("limpet.metrics", "segment/day", new EngagementDayCodec(), COMPACTED);

  /** Which generation is to be used, JSON. One partition, so that decisions have an order. */
  public static final Topic<Release> MODELS =
      new Topic<>("limpet.models", "generation", new JsonCodec<>(Release.class), COMPACTED);

  /** How the surfaces are set up, JSON. One key. */
  public static final Topic<SurfacesDocument> SURFACES =
      new Topic<>(
          "limpet.surfaces",
          SurfacesDocument.KEY,
          new JsonCodec<>(SurfacesDocument.class),
          COMPACTED);

  /** The merchandisers' rules, JSON, also those that were deleted, for the record. */
  public static final Topic<RuleRecord> RULES =
      new Topic<>("limpet.rules", "rule id", new JsonCodec<>(RuleRecord.class), COMPACTED);

  /** Experiments, JSON, also those that were deleted, for the record. */
  public static final Topic<ExperimentRecord> EXPERIMENTS =
      new Topic<>(
          "limpet.experiments",
          "experiment id",
          new JsonCodec<>(ExperimentRecord.class),
          COMPACTED);

  /** What the visitors of each arm did, added up. */
  public static final Topic<ArmResult> EXPERIMENT_RESULTS =
      new Topic<>(
          "limpet.experiment-results", "experiment/arm/slice", new ArmResultCodec(), COMPACTED);

  /** Whose arms users share, JSON. */
  public static final Topic<UnitOf> UNITS =
      new Topic<>("limpet.units", "user id", new JsonCodec<>(UnitOf.class), COMPACTED);

  /** Tunings of surfaces, JSON, with every move they made. */
  public static final Topic<TuningRecord> TUNINGS =
      new Topic<>("limpet.tunings", "tuning id", new JsonCodec<>(TuningRecord.class), COMPACTED);

  /** Answers of surveys by kind and day, JSON. */
  public static final Topic<SurveyDay> SURVEYS =
      new Topic<>("limpet.surveys", "kind/day", new JsonCodec<>(SurveyDay.class), COMPACTED);

  /** Who is to be forgotten, and receipts of who was, JSON. */
  public static final Topic<Erasure> ERASURES =
      new Topic<>("limpet.erasures", "receipt", new JsonCodec<>(Erasure.class), COMPACTED);

  /** Demand of items and categories in the weeks to come, JSON. */
  public static final Topic<Forecast> FORECASTS =
      new Topic<>("limpet.forecasts", "kind/key", new JsonCodec<>(Forecast.class), COMPACTED);

  /** Stock that somebody has to order more of, JSON; deleted once it is settled. */
  public static final Topic<Alert> ALERTS =
      new Topic<>("limpet.alerts", "item id", new JsonCodec<>(Alert.class), COMPACTED);

  private Topics() {}

  /** Whether a topic has one partition only, so that what it carries has one order. */
  public static boolean isOrdered(Topic<?> topic) {
    return topic.equals(MODELS)
        || topic.equals(SURFACES)
        || topic.equals(RULES)
        || topic.equals(EXPERIMENTS)
        || topic.equals(TUNINGS)
        || topic.equals(ERASURES);
  }

  /** Every topic. */
  public static List<Topic<?>> all() {
    return List.of(
        EVENTS,
        EVENTS_CLEAN,
        EVENTS_REJECTED,
        ITEMS,
        ITEM_VECTORS,
        USER_VECTORS,
        IDENTITIES,
        ITEM_SIGNALS,
        USER_FEATURES,
        ITEM_FEATURES,
        PREDICTIONS,
        SERVED,
        METRICS,
        MODELS,
        SURFACES,
        RULES,
        EXPERIMENTS,
        EXPERIMENT_RESULTS,
        UNITS,
        TUNINGS,
        SURVEYS,
        ERASURES,
        FORECASTS,
        ALERTS);
  }
}
