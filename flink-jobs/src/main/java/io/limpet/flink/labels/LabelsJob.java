package io.limpet.flink.labels;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.label.Attribution;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Pace;
import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.wire.DaySink;
import io.limpet.flink.wire.Kafka;
import io.limpet.flink.wire.Orders;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import io.limpet.lake.ExampleLake;
import io.limpet.lake.row.ExampleRow;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Either;

/**
 * Joins answers with what followed, for the ranker to learn from: one example an item that was
 * shown, once its window has closed, and again when a later conversion counts for it.
 *
 * <pre>
 * limpet.events.clean --> what may count --> by visitor: which answer? --.
 *                             limpet.served --> by visitor -----^        +--> by answer: label --> examples, Parquet by day
 *                             limpet.served --> by answer --------------'
 * </pre>
 */
public final class LabelsJob {
  /** How it is run. */
  public static final LimpetJob JOB =
      new LimpetJob("labels", Pace.GATHERED, LabelsJob::build, LabelsJob.class);

  private static final TypeInformation<Either<CleanEvent, String>> ACT =
      new EitherTypeInfo<>(WireTypes.CLEAN_EVENT, Types.STRING);

  private LabelsJob() {}

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
        kafka.served(),
        kafka.cleanEvents(),
        kafka.erasures(),
        DaySink.in(ExampleLake.folder(settings.lake()), new ExampleFile()));
  }

  /** The job between these ends. */
  public static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      Source<Served, ?, ?> answers,
      Source<CleanEvent, ?, ?> events,
      Source<TopicRecord, ?, ?> erasures,
      Sink<ExampleRow> examples) {
    Attribution attribution = settings.attribution();

    DataStream<Served> served =
        env.fromSource(answers, watermarks(settings), "served").uid("served");
    DataStream<Either<CleanEvent, String>> acts =
        env.fromSource(events, Kafka.watermarks(settings), "clean events")
            .uid("events")
            .filter(attribution::asks)
            .name("what may count")
            .setDescription("clicks, baskets and purchases: what a conversion can be")
            .uid("asked")
            .map(Either::<CleanEvent, String>Left)
            .returns(ACT)
            .name("act")
            .setDescription("beside visitors that are to be forgotten")
            .uid("act");
    DataStream<Either<CleanEvent, String>> forgotten =
        Orders.visitors(env, erasures)
            .map(Either::<CleanEvent, String>Right)
            .returns(ACT)
            .name("to be forgotten")
            .setDescription("visitors, for the state to drop")
            .uid("to-be-forgotten");

    DataStream<Touch> touches =
        served
            .filter(answer -> !answer.visitor().isEmpty())
            .name("of a visitor")
            .setDescription("answers to somebody; the others have nothing to be joined with")
            .uid("of-visitor")
            .keyBy(Served::visitor, Types.STRING)
            .connect(acts.union(forgotten).keyBy(LabelsJob::visitor, Types.STRING))
            .transform(
                "which answer?",
                Types.POJO(Touch.class),
                new AttributeOperator(
                    new AttributeVisitor(
                        attribution, settings.visitorLifetime(), settings.maxLateness())))
            .setDescription(
                "by visitor, in event time: the newest answer that showed the item within its"
                    + " window")
            .uid("attribute");

    served
        .keyBy(Served::recommendationId, Types.STRING)
        .connect(touches.keyBy(Touch::recommendationId, Types.STRING))
        .transform(
            "label", Types.POJO(ExampleRow.class), new LabelOperator(new LabelAnswer(attribution)))
        .setDescription(
            "by answer: what came of each item that was shown, once its window has closed")
        .uid("label")
        .sinkTo(examples)
        .name("examples")
        .uid("examples");
  }

  /** Under whose key something is. */
  static String visitor(Either<CleanEvent, String> act) {
    return act.isLeft() ? act.left().event().visitor() : act.right();
  }

  private static WatermarkStrategy<Served> watermarks(JobSettings settings) {
    return WatermarkStrategy.<Served>forBoundedOutOfOrderness(settings.maxLateness())
        .withTimestampAssigner((served, recordMillis) -> served.timestampMillis())
        .withIdleness(settings.idleAfter());
  }
}
