package io.limpet.flink.users;

import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.UserVector;
import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.wire.Kafka;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Keeps a fresh vector of every visitor.
 *
 * <pre>
 * limpet.events.clean --> by visitor ------------.
 *                                                +--> encode visitors --> limpet.user-vectors
 * limpet.models, limpet.item-vectors --> to all -'
 * </pre>
 */
public final class UserVectorsJob {
  /** How it is run. */
  public static final LimpetJob JOB =
      new LimpetJob("user-vectors", UserVectorsJob::build, UserVectorsJob.class);

  private UserVectorsJob() {}

  /** Runs the job. */
  public static void main(String[] arguments) throws Exception {
    JOB.run(arguments);
  }

  /** The job with Kafka at its ends. */
  public static void build(StreamExecutionEnvironment env, JobSettings settings) {
    var kafka = new Kafka(settings, JOB.name());
    build(
        env,
        settings,
        kafka.cleanEvents(),
        kafka.compacted(Topics.MODELS, Topics.ITEM_VECTORS),
        kafka.to(Topics.USER_VECTORS));
  }

  /**
   * The job between these ends.
   *
   * @param models records of {@code limpet.models} and {@code limpet.item-vectors}
   */
  public static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      Source<CleanEvent, ?, ?> events,
      Source<TopicRecord, ?, ?> models,
      Sink<Keyed<UserVector>> vectors) {

    KeyedStream<CleanEvent, String> byVisitor =
        env.fromSource(events, noWatermarks(), "clean events")
            .uid("events")
            .keyBy(clean -> clean.event().visitor(), Types.STRING);

    DataStream<TopicRecord> toAll =
        env.fromSource(models, noWatermarks(), "releases and vectors of young items")
            .uid("models")
            .setParallelism(1)
            .broadcast();

    byVisitor
        .connect(toAll)
        .transform(
            "encode visitors",
            WireTypes.keyed(Topics.USER_VECTORS),
            new UserVectorsOperator(settings.registry(), settings.visitorLifetime()))
        .uid("visitor")
        .sinkTo(vectors)
        .name("user vectors")
        .uid("vectors");
  }
}
