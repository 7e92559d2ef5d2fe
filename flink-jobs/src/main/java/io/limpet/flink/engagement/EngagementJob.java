package io.limpet.flink.engagement;

import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.limpet.core.engagement.Calendar;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.served.Served;
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
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Either;

/**
 * Measures engagement by segment and day. Goes by the time of the events and waits for none: what
 * comes late amends the record of its day.
 *
 * <pre>
 * limpet.events.clean --> by visitor: drop replays --+--> measure --> combine ---------------------.
 *                                                    '--> that name an answer --.                  +--> by segment and day: add --> limpet.metrics
 *                limpet.served --> by visitor: place <--------------------------'                  |
 *                                        '--> measure by answer --> combine by answer -------------'
 * limpet.erasures --> to all by visitor
 * </pre>
 */
public final class EngagementJob {
  /** How it is run. */
  public static final LimpetJob JOB =
      new LimpetJob("engagement", Pace.GATHERED, EngagementJob::build, EngagementJob.class);

  static final TypeInformation<EngagementDay> DAYS =
      WireTypes.of(EngagementDay.class, Topics.METRICS);

  static final TypeInformation<Either<Served, CleanEvent>> ANSWERED =
      new EitherTypeInfo<>(WireTypes.SERVED, WireTypes.CLEAN_EVENT);

  private EngagementJob() {}

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
        kafka.erasures(),
        kafka.to(Topics.METRICS));
  }

  /** The job between these ends. */
  public static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      Source<CleanEvent, ?, ?> events,
      Source<Served, ?, ?> answers,
      Source<TopicRecord, ?, ?> erasures,
      Sink<Keyed<EngagementDay>> metrics) {
    var calendar = new Calendar(settings.engagementZone());
    DataStream<TopicRecord> forgotten = Orders.toAll(env, erasures);

    DataStream<CleanEvent> once =
        env.fromSource(events, noWatermarks(), "clean events")
            .uid("events")
            .keyBy(clean -> clean.event().visitor(), Types.STRING)
            .connect(forgotten)
            .transform(
                "drop replays",
                WireTypes.CLEAN_EVENT,
                new ErasingOperator<>(new DropReplays(settings.visitorLifetime())))
            .setDescription(DropReplays.DESCRIPTION)
            .uid("replays");

    DataStream<EngagementDay> byItself =
        // Nothing has moved: they are where their visitor's state is.
        DataStreamUtils.reinterpretAsKeyedStream(
                once, clean -> clean.event().visitor(), Types.STRING)
            .connect(forgotten)
            .transform(
                "measure",
                DAYS,
                new ErasingOperator<>(
                    MeasureVisitor.byItself(calendar, settings.visitorLifetime())))
            .setDescription(
                "by visitor and segment: days, sessions and purchases, and what an event changes in"
                    + " them")
            .uid("measure")
            .transform("combine", DAYS, new CombineDays())
            .setDescription(
                "changes of the same segment and day within 200 ms become one, where they arise")
            .uid("combine");

    DataStream<Either<Served, CleanEvent>> answered =
        env.fromSource(answers, noWatermarks(), "served")
            .uid("served")
            .filter(answer -> !answer.visitor().isEmpty())
            .name("of a visitor")
            .setDescription("answers to somebody; nobody's events name the others")
            .uid("of-visitor")
            .map(Either::<Served, CleanEvent>Left)
            .returns(ANSWERED)
            .name("answer")
            .setDescription("beside events that name one")
            .uid("answer");
    DataStream<Either<Served, CleanEvent>> naming =
        once.filter(clean -> clean.event().recommendationId() != null)
            .name("that name an answer")
            .setDescription(
                "events with a recommendation_id: surface, generation and variant are those of the"
                    + " answer")
            .uid("named")
            .map(Either::<Served, CleanEvent>Right)
            .returns(ANSWERED)
            .name("event")
            .setDescription("beside answers")
            .uid("event");

    DataStream<Placed> placed =
        answered
            .union(naming)
            .keyBy(EngagementJob::visitor, Types.STRING)
            .connect(forgotten)
            .transform(
                "place",
                Types.POJO(Placed.class),
                new ErasingOperator<>(new PlaceEvent(settings.attribution())))
            .setDescription(
                "by visitor: where the answer was shown and how it was made, for each event that"
                    + " names it")
            .uid("place");

    DataStream<EngagementDay> byAnswer =
        DataStreamUtils.reinterpretAsKeyedStream(placed, Placed::visitor, Types.STRING)
            .connect(forgotten)
            .transform(
                "measure by answer",
                DAYS,
                new ErasingOperator<>(
                    MeasureVisitor.byAnswer(calendar, settings.visitorLifetime())))
            .setDescription("the same as measure, by surface, generation and variant")
            .uid("measure-answers")
            .transform("combine by answer", DAYS, new CombineDays())
            .setDescription(
                "changes of the same segment and day within 200 ms become one, where they arise")
            .uid("combine-answers");

    byItself
        .union(byAnswer)
        .keyBy(EngagementDay::key, Types.STRING)
        .process(new AddDays(settings.visitorLifetime()))
        .returns(WireTypes.keyed(Topics.METRICS))
        .name("add")
        .setDescription("by segment and day: adds changes up, writes at most twice a second")
        .uid("day")
        .sinkTo(metrics)
        .name("metrics")
        .uid("metrics");
  }

  /** Under whose key something is. */
  static String visitor(Either<Served, CleanEvent> either) {
    return either.isLeft() ? either.left().visitor() : either.right().event().visitor();
  }
}
