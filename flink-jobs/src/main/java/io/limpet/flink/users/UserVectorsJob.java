package io.limpet.flink.users;

import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Thumbs;
import io.limpet.core.identity.HandOver;
import io.limpet.core.topic.Pace;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.UserVector;
import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.wire.Kafka;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Either;

/**
 * Keeps a fresh vector of every visitor.
 *
 * <pre>
 *    limpet.identities --> by user --------------.
 *  limpet.events.clean --> by visitor -----------+--> encode visitors --> limpet.user-vectors
 * limpet.models, limpet.item-vectors --> to all -'          '--> limpet.identities
 * </pre>
 */
public final class UserVectorsJob {
  /** How it is run. */
  public static final LimpetJob JOB =
      new LimpetJob("user-vectors", Pace.AT_ONCE, UserVectorsJob::build, UserVectorsJob.class);

  /** What is done by a visitor, or was done before a sign-in. */
  public static final TypeInformation<Either<CleanEvent, HandOver>> DEED =
      new EitherTypeInfo<>(WireTypes.CLEAN_EVENT, WireTypes.HAND_OVER);

  private UserVectorsJob() {}

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
        kafka.handOvers(),
        kafka.compacted(Topics.MODELS, Topics.ITEM_VECTORS, Topics.ERASURES),
        kafka.to(Topics.USER_VECTORS),
        kafka.to(Topics.IDENTITIES));
  }

  /**
   * The job between these ends.
   *
   * @param handOvers what comes of {@code handedOver}: it has to go through something that keeps
   *     it, since it changes from the key of a device to that of a user
   * @param models records of {@code limpet.models}, {@code limpet.item-vectors} and {@code
   *     limpet.erasures}
   */
  public static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      Source<CleanEvent, ?, ?> events,
      Source<HandOver, ?, ?> handOvers,
      Source<TopicRecord, ?, ?> models,
      Sink<Keyed<UserVector>> vectors,
      Sink<Keyed<HandOver>> handedOver) {

    DataStream<Either<CleanEvent, HandOver>> done =
        env.fromSource(events, noWatermarks(), "clean events")
            .uid("events")
            .map(UserVectorsJob::deed)
            .returns(DEED)
            .name("done by a visitor")
            .setDescription("a clean event, for the visitor who did it")
            .uid("done");

    DataStream<Either<CleanEvent, HandOver>> takenOver =
        env.fromSource(handOvers, noWatermarks(), "hand-overs")
            .uid("hand-overs")
            .map(Either::<CleanEvent, HandOver>Right)
            .returns(DEED)
            .name("done before the sign-in")
            .setDescription("what a device was used for, for the user who signed in on it")
            .uid("taken-over");

    build(env, settings, done.union(takenOver), models, List.of(), vectors, handedOver);
  }

  /**
   * The job behind its events.
   *
   * @param deeds of each visitor in the order in which they are to be taken
   * @param models records of {@code limpet.models} and {@code limpet.item-vectors}
   * @param known those of them that are to be known before the first deed is taken
   */
  public static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      DataStream<Either<CleanEvent, HandOver>> deeds,
      Source<TopicRecord, ?, ?> models,
      List<TopicRecord> known,
      Sink<Keyed<UserVector>> vectors,
      Sink<Keyed<HandOver>> handedOver) {

    DataStream<TopicRecord> toAll =
        env.fromSource(models, noWatermarks(), "releases, vectors of young items, erasures")
            .uid("models")
            .setParallelism(1)
            .broadcast();

    SingleOutputStreamOperator<Keyed<UserVector>> encoded =
        deeds
            .keyBy(UserVectorsJob::visitor, Types.STRING)
            .connect(toAll)
            .transform(
                "encode visitors",
                WireTypes.keyed(Topics.USER_VECTORS),
                new UserVectorsOperator(settings.registry(), settings.visitorLifetime(), known))
            .setDescription(
                "folds each event into the state of its visitor and emits the vector; encodes all"
                    + " anew, little by little, when a generation is released")
            .uid("visitor");

    encoded.sinkTo(vectors).name("user vectors").uid("vectors");

    encoded
        .getSideOutput(UserVectorsOperator.HANDED_OVER)
        .sinkTo(handedOver)
        .name("handed over")
        .uid("handed-over");
  }

  /** What an event is to its visitor: a thumb counts as an act. */
  public static Either<CleanEvent, HandOver> deed(CleanEvent clean) {
    return Either.Left(Thumbs.asAct(clean));
  }

  /** Under whose key something is. */
  static String visitor(Either<CleanEvent, HandOver> deed) {
    return deed.isLeft() ? deed.left().event().visitor() : deed.right().user();
  }
}
