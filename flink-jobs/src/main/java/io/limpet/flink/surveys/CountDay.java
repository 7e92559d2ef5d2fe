package io.limpet.flink.surveys;

import io.limpet.core.codec.Codec;
import io.limpet.core.event.SurveyKind;
import io.limpet.core.survey.SurveyDay;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Lifetime;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the answers of a day. Keyed by kind and day; writes at each answer, since people seldom
 * answer.
 *
 * <p>State by kind and day: {@link DayState}, for its lifetime after the last answer; then a
 * tombstone is written.
 */
final class CountDay extends KeyedProcessFunction<String, SurveyAnswer, Keyed<SurveyDay>> {
  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private transient ValueState<DayState> days;
  private transient Codec<SurveyDay> codec;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  CountDay(Duration lifetime) {
    this.lifetime = new Lifetime(lifetime);
  }

  @Override
  public void open(OpenContext context) {
    days =
        getRuntimeContext().getState(new ValueStateDescriptor<>("day", Types.POJO(DayState.class)));
    codec = Topics.SURVEYS.codec();
  }

  @Override
  public void processElement(SurveyAnswer answer, Context context, Collector<Keyed<SurveyDay>> out)
      throws Exception {
    DayState known = days.value();
    long now = context.timerService().currentProcessingTime();
    if (known == null) {
      context.timerService().registerProcessingTimeTimer(lifetime.due(now));
    }
    SurveyDay before =
        known == null
            ? SurveyDay.none(SurveyKind.ofWireName(answer.kind()).orElseThrow(), answer.day())
            : codec.decode(known.day());
    SurveyDay day = before.with(answer.segments(), answer::addTo);
    days.update(new DayState(codec.encode(day), now));
    out.collect(Keyed.of(day.key(), day));
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Keyed<SurveyDay>> out)
      throws Exception {
    DayState known = days.value();
    if (known == null) {
      return;
    }
    long due = lifetime.due(known.touchedMillis());
    if (due > at) {
      context.timerService().registerProcessingTimeTimer(due);
    } else {
      days.clear();
      out.collect(Keyed.tombstone(context.getCurrentKey()));
    }
  }
}
