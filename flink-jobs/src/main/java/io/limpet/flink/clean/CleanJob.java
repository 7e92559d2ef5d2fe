package io.limpet.flink.clean;

import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.RejectedEvent;
import io.limpet.core.topic.Pace;
import io.limpet.core.topic.Topics;
import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.wire.ErasingOperator;
import io.limpet.flink.wire.Kafka;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Orders;
import io.limpet.flink.wire.RawEvent;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Makes raw events fit for use.
 *
 * <pre>
 * limpet.events --> read and validate --> by visitor: deduplicate, put into sessions, judge --> limpet.events.clean
 *                          |                                        |
 *                          '----------------------------------------'--> limpet.events.rejected
 * </pre>
 */
public final class CleanJob {
  /** How it is run. */
  public static final LimpetJob JOB =
      new LimpetJob("clean", Pace.AT_ONCE, CleanJob::build, CleanJob.class);

  private static final TypeInformation<ReadEvent> READ_EVENT =
      WireTypes.by(ReadEvent.class, new ReadEventSerializer());

  private CleanJob() {}

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
        kafka.rawEvents(),
        kafka.erasures(),
        kafka.to(Topics.EVENTS_CLEAN),
        kafka.to(Topics.EVENTS_REJECTED));
  }

  /** The job between these ends. */
  public static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      Source<RawEvent, ?, ?> events,
      Source<TopicRecord, ?, ?> erasures,
      Sink<Keyed<CleanEvent>> clean,
      Sink<Keyed<RejectedEvent>> rejected) {

    SingleOutputStreamOperator<ReadEvent> valid =
        env.fromSource(events, noWatermarks(), "raw events")
            .uid("events")
            .process(new ReadEvents(settings.clockSkew(), settings.maxLateness()))
            .returns(READ_EVENT)
            .name("read and validate")
            .setDescription(
                "refuses what is no event, with the reason; takes the time of arrival where a clock"
                    + " is ahead")
            .uid("read");

    SingleOutputStreamOperator<Keyed<CleanEvent>> cleaned =
        valid
            .keyBy(read -> read.event().event().visitor(), Types.STRING)
            .connect(Orders.toAll(env, erasures))
            .transform(
                "deduplicate, put into sessions, judge",
                WireTypes.keyed(Topics.EVENTS_CLEAN),
                new ErasingOperator<>(
                    new CleanVisitor(
                        settings.dedupHorizon(),
                        settings.dedupIds(),
                        settings.sessionGap(),
                        settings.hygiene())))
            .setDescription(
                "a visitor at a time: drops ids seen before, gives session ids, keeps bots and"
                    + " impossible purchases apart")
            .uid("visitor");

    cleaned.sinkTo(clean).name("clean events").uid("clean");

    valid
        .getSideOutput(ReadEvents.REJECTED)
        .union(cleaned.getSideOutput(ReadEvents.REJECTED))
        .sinkTo(rejected)
        .name("rejected events")
        .uid("rejected");
  }
}
