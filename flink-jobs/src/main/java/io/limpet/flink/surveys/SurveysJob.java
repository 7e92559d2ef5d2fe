package io.limpet.flink.surveys;

import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.survey.SurveyDay;
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
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Counts what visitors answer to surveys, by day and segment.
 *
 * <pre>
 * limpet.events.clean --> purchases and surveys --> by visitor: drop replays, new or returning --> by kind and day: count --> limpet.surveys
 * </pre>
 */
public final class SurveysJob {
  /** How it is run. */
  public static final LimpetJob JOB =
      new LimpetJob("surveys", Pace.GATHERED, SurveysJob::build, SurveysJob.class);

  private SurveysJob() {}

  /** Runs the job. */
  public static void main(String[] arguments) throws Exception {
    JOB.run(arguments);
  }

  /** The job with Kafka at its ends. */
  public static void build(StreamExecutionEnvironment env, JobSettings settings) {
    var kafka = new Kafka(settings, JOB);
    build(env, settings, kafka.cleanEvents(), kafka.erasures(), kafka.to(Topics.SURVEYS));
  }

  /** The job between these ends. */
  public static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      Source<CleanEvent, ?, ?> events,
      Source<TopicRecord, ?, ?> erasures,
      Sink<Keyed<SurveyDay>> days) {

    env.fromSource(events, noWatermarks(), "clean events")
        .uid("events")
        .filter(Respondents::concerns)
        .name("purchases and surveys")
        .setDescription("what a survey is answered by, and what makes a customer of a visitor")
        .uid("concerns")
        .keyBy(clean -> clean.event().visitor(), Types.STRING)
        .connect(Orders.toAll(env, erasures))
        .transform(
            "new or returning",
            Types.POJO(SurveyAnswer.class),
            new ErasingOperator<>(new Respondents(settings.visitorLifetime())))
        .setDescription(
            "by visitor: passes over replays, and says of an answer whether a new or a returning"
                + " customer gave it")
        .uid("customer")
        .keyBy(SurveyAnswer::key, Types.STRING)
        .process(new CountDay(settings.itemLifetime()))
        .returns(WireTypes.keyed(Topics.SURVEYS))
        .name("count")
        .setDescription("by day and question: how many gave each answer")
        .uid("day")
        .sinkTo(days)
        .name("surveys")
        .uid("surveys");
  }
}
