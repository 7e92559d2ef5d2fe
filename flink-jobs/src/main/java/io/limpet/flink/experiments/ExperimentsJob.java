package io.limpet.flink.experiments;

import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.experiment.ArmResult;
import io.limpet.core.experiment.UnitOf;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Pace;
import io.limpet.core.topic.Topics;
import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.wire.ErasingOperator;
import io.limpet.flink.wire.Kafka;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Orders;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Adds up what the visitors of each arm do.
 *
 * <pre>
 * limpet.events.clean --> by visitor: whose unit? --> by unit: count --> by slice of an arm: add up --> limpet.experiment-results
 *                               '--> limpet.units       ^   ^
 *        limpet.served --> what experiments decided ----'   '-- to all: when each is over <-- limpet.experiments
 * </pre>
 */
public final class ExperimentsJob {
  /** How it is run. */
  public static final LimpetJob JOB =
      new LimpetJob("experiments", Pace.GATHERED, ExperimentsJob::build, ExperimentsJob.class);

  private ExperimentsJob() {}

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
        kafka.served(),
        kafka.compacted(Topics.EXPERIMENTS),
        kafka.erasures(),
        kafka.to(Topics.EXPERIMENT_RESULTS),
        kafka.to(Topics.UNITS));
  }

  /** The job between these ends. */
  public static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      Source<CleanEvent, ?, ?> events,
      Source<Served, ?, ?> answers,
      Source<TopicRecord, ?, ?> experiments,
      Source<TopicRecord, ?, ?> erasures,
      Sink<Keyed<ArmResult>> results,
      Sink<Keyed<UnitOf>> units) {

    SingleOutputStreamOperator<Deed> done =
        env.fromSource(events, noWatermarks(), "clean events")
            .uid("events")
            .keyBy(FindUnit::key, Types.STRING)
            .connect(Orders.toAll(env, erasures))
            .transform(
                "whose unit?",
                Types.POJO(Deed.class),
                new ErasingOperator<>(new FindUnit(settings.visitorLifetime())))
            .setDescription(
                "by visitor: passes over replays, and says whose arms a user shares who was first"
                    + " met on a device")
            .uid("unit");

    done.getSideOutput(FindUnit.UNITS).sinkTo(units).name("units").uid("units");

    DataStream<Deed> decided =
        env.fromSource(answers, noWatermarks(), "served")
            .uid("served")
            .flatMap(Deed::of, Types.POJO(Deed.class))
            .name("what experiments decided")
            .setDescription("one for each experiment or holdout of an answer")
            .uid("decided");

    BroadcastStream<TopicRecord> toAll =
        env.fromSource(experiments, noWatermarks(), "experiments")
            .uid("experiments")
            .setParallelism(1)
            .broadcast(CountUnit.OVER);

    done.union(decided)
        .keyBy(Deed::unit, Types.STRING)
        .connect(toAll)
        .process(new CountUnit(settings.visitorLifetime()))
        .returns(Types.POJO(Change.class))
        .name("count")
        .setDescription(
            "by unit and experiment: what was done from the first answer that it decided, and in"
                + " the days before")
        .uid("count")
        .keyBy(Change::key, Types.STRING)
        .process(new SumArm(settings.visitorLifetime()))
        .returns(WireTypes.keyed(Topics.EXPERIMENT_RESULTS))
        .name("add up")
        .setDescription("by slice of an arm: sums, and sums of products, over its units")
        .uid("sum")
        .sinkTo(results)
        .name("results")
        .uid("results");
  }
}
