package io.limpet.flink.features;

import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.feature.Companions;
import io.limpet.core.feature.ItemAct;
import io.limpet.core.feature.ItemBehaviour;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.prediction.Prediction;
import io.limpet.core.topic.Pace;
import io.limpet.core.topic.Topics;
import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.wire.DropReplays;
import io.limpet.flink.wire.ErasingOperator;
import io.limpet.flink.wire.Kafka;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Orders;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import io.limpet.flink.wire.WritingBehindOperator;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Either;

/**
 * Keeps the features of every visitor and item, and tells what users will do.
 *
 * <pre>
 * limpet.events.clean --> by visitor: drop replays --> follow visits --> by item: fold items --> limpet.features.items
 *                                                            |                     ^    '--> by visitor: fold devices
 *                                                            |    limpet.items ----'               ^    '--> by user: fold users --> limpet.features.users, limpet.predictions
 *                                                            '------------ without item -----------'                ^
 *                                                                                        to all: limpet.models -----'
 * </pre>
 */
public final class FeaturesJob {
  /** How it is run. */
  public static final LimpetJob JOB =
      new LimpetJob("features", Pace.GATHERED, FeaturesJob::build, FeaturesJob.class);

  /** What was done to an item, or which others it was met with. */
  static final TypeInformation<Either<ItemAct, Companions>> DEED =
      new EitherTypeInfo<>(Types.POJO(ItemAct.class), Types.POJO(Companions.class));

  /** An act of a user, what it did as well, or what is to be said of a device. */
  static final TypeInformation<Either<UserAct, Keyed<UserBehaviour>>> OWNED =
      new EitherTypeInfo<>(Types.POJO(UserAct.class), WireTypes.keyed(Topics.USER_FEATURES));

  private FeaturesJob() {}

  /** Runs the job. */
  public static void main(String[] arguments) throws Exception {
    JOB.run(arguments);
  }

  /** The job with Kafka at its ends. */
  public static void build(StreamExecutionEnvironment env, JobSettings settings) {
    var kafka = new Kafka(settings, JOB);
    build(
        env,
        settings,
        kafka.cleanEvents(),
        kafka.compacted(Topics.ITEMS),
        kafka.erasures(),
        kafka.compacted(Topics.MODELS),
        kafka.to(Topics.USER_FEATURES),
        kafka.to(Topics.ITEM_FEATURES),
        kafka.to(Topics.PREDICTIONS));
  }

  /**
   * The job between these ends.
   *
   * @param catalogue records of {@code limpet.items}
   * @param erasures records of {@code limpet.erasures}
   * @param models records of {@code limpet.models}
   */
  public static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      Source<CleanEvent, ?, ?> events,
      Source<TopicRecord, ?, ?> catalogue,
      Source<TopicRecord, ?, ?> erasures,
      Source<TopicRecord, ?, ?> models,
      Sink<Keyed<UserBehaviour>> users,
      Sink<Keyed<ItemBehaviour>> items,
      Sink<Keyed<Prediction>> predictions) {

    DataStream<TopicRecord> orders = Orders.toAll(env, erasures);

    DataStream<CleanEvent> once =
        env.fromSource(events, Kafka.watermarks(settings), "clean events")
            .uid("events")
            .keyBy(clean -> clean.event().visitor(), Types.STRING)
            .connect(orders)
            .transform(
                "drop replays",
                WireTypes.CLEAN_EVENT,
                new ErasingOperator<>(new DropReplays(settings.visitorLifetime())))
            .setDescription(DropReplays.DESCRIPTION)
            .uid("replays");

    // What drops replays leaves its events where their key is.
    SingleOutputStreamOperator<Either<ItemAct, Companions>> deeds =
        DataStreamUtils.reinterpretAsKeyedStream(
                once, clean -> clean.event().visitor(), Types.STRING)
            .connect(orders)
            .transform(
                "follow visits",
                DEED,
                new ErasingOperator<>(new FollowVisits(settings.sessionGap())))
            .setDescription(
                "what each event did to its items; which items were bought at once or viewed in a"
                    + " session")
            .uid("visits");

    DataStream<TopicRecord> listings =
        env.fromSource(catalogue, noWatermarks(), "catalogue").uid("catalogue");

    SingleOutputStreamOperator<Keyed<ItemBehaviour>> folded =
        deeds
            .keyBy(FeaturesJob::itemId, Types.STRING)
            .connect(listings.keyBy(TopicRecord::key, Types.STRING))
            .transform(
                "fold items",
                WireTypes.keyed(Topics.ITEM_FEATURES),
                new WritingBehindOperator<>(
                    new FoldItem(
                        settings.itemLifetime(),
                        settings.featuresPause(),
                        settings.idleAfter(),
                        settings.positionCurve())))
            .setDescription(
                "counts, trends and companions of an item, emitted at most once a pause")
            .uid("item");

    folded.sinkTo(items).name("item features").uid("items");

    DataStream<TopicRecord> releases =
        env.fromSource(models, noWatermarks(), "releases")
            .uid("models")
            .setParallelism(1)
            .broadcast();

    SingleOutputStreamOperator<Either<UserAct, Keyed<UserBehaviour>>> owned =
        folded
            .getSideOutput(FoldItem.DONE)
            .union(deeds.getSideOutput(FollowVisits.WITHOUT_ITEM))
            .keyBy(UserAct::visitor, Types.STRING)
            .connect(orders)
            .transform("fold devices", OWNED, new ErasingOperator<>(new FoldDevice(settings)))
            .setDescription(
                "keeps what was done on a device until somebody signs in there, and then gives it"
                    + " to the user")
            .uid("device");

    SingleOutputStreamOperator<Keyed<UserBehaviour>> visitors =
        owned
            .keyBy(FeaturesJob::visitor, Types.STRING)
            .connect(orders.union(releases))
            .transform(
                "fold users",
                WireTypes.keyed(Topics.USER_FEATURES),
                new ErasingOperator<>(new FoldUser(settings)))
            .setDescription(
                "counts, affinities and sessions of a user, emitted at most once a pause; what a"
                    + " user will do, at most once an hour and at least once a day")
            .uid("user");

    visitors.sinkTo(users).name("user features").uid("users");

    visitors
        .getSideOutput(Foretell.PREDICTED)
        .sinkTo(predictions)
        .name("predictions")
        .uid("predictions");
  }

  /** Under whose key something is. */
  static String visitor(Either<UserAct, Keyed<UserBehaviour>> owned) {
    return owned.isLeft()
        ? owned.left().visitor()
        : new String(Objects.requireNonNull(owned.right().key()), StandardCharsets.UTF_8);
  }

  private static String itemId(Either<ItemAct, Companions> deed) {
    return deed.isLeft() ? deed.left().itemId() : deed.right().itemId();
  }
}
