package io.limpet.flink.archive;

import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.topic.Pace;
import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.wire.DaySink;
import io.limpet.flink.wire.DropReplays;
import io.limpet.flink.wire.ErasingOperator;
import io.limpet.flink.wire.Kafka;
import io.limpet.flink.wire.Orders;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Keeps every clean event in the lake, exactly once.
 *
 * <pre>
 * limpet.events.clean --> by visitor: drop replays --> event lake, Parquet by day
 * </pre>
 */
public final class ArchiveJob {
  /** How it is run. */
  public static final LimpetJob JOB =
      new LimpetJob("archive", Pace.GATHERED, ArchiveJob::build, ArchiveJob.class);

  private ArchiveJob() {}

  /** Runs the job. */
  public static void main(String[] arguments) throws Exception {
    JOB.run(arguments);
  }

  /** The job between Kafka and the lake. */
  public static void build(StreamExecutionEnvironment env, JobSettings settings) {
    var kafka = new Kafka(settings, JOB);
    build(
        env,
        settings,
        kafka.cleanEvents(),
        kafka.erasures(),
        DaySink.in(settings.lake(), new LakeFile()));
  }

  /** The job between these ends. */
  public static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      Source<CleanEvent, ?, ?> events,
      Source<TopicRecord, ?, ?> erasures,
      Sink<CleanEvent> lake) {

    env.fromSource(events, noWatermarks(), "clean events")
        .uid("events")
        .keyBy(clean -> clean.event().visitor(), Types.STRING)
        .connect(Orders.toAll(env, erasures))
        .transform(
            "drop replays",
            WireTypes.CLEAN_EVENT,
            new ErasingOperator<>(new DropReplays(settings.visitorLifetime())))
        .setDescription(DropReplays.DESCRIPTION)
        .uid("replays")
        .sinkTo(lake)
        .name("event lake")
        .uid("lake");
  }
}
