package io.limpet.flink.experiments;

import io.limpet.core.codec.CodecException;
import io.limpet.core.experiment.ExperimentRecord;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Lifetime;
import io.limpet.flink.wire.TopicRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts what each unit does in each experiment, from the first answer that the experiment decided
 * until it is over, and says what has changed. It waits for nothing: what is older than the first
 * answer by its own time goes to the days before, whenever it arrives; what is younger and came
 * before the answer is looked up among the last deeds.
 *
 * <p>State by unit: its {@link Past} and, by experiment, {@link Exposed}, for the visitor's
 * lifetime; of an experiment that has been over for {@link #OVER_MILLIS} until the unit does
 * something. To all: when each experiment is over. Counts {@code unreadable} records of
 * experiments.
 */
final class CountUnit extends KeyedBroadcastProcessFunction<String, Deed, TopicRecord, Change> {
  /** When experiments are over, epoch milliseconds, by id. */
  static final MapStateDescriptor<String, Long> OVER =
      new MapStateDescriptor<>("over", Types.STRING, Types.LONG);

  /** What comes so late is not counted. */
  static final long OVER_MILLIS = 24L * 60 * 60 * 1_000;

  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private transient ValueState<Past> past;
  private transient MapState<String, Exposed> exposed;
  private transient Counter unreadable;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  CountUnit(Duration visitorLifetime) {
    this.lifetime = new Lifetime(visitorLifetime);
  }

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    past = runtime.getState(new ValueStateDescriptor<>("past", Types.POJO(Past.class)));
    exposed =
        runtime.getMapState(
            new MapStateDescriptor<>("exposed", Types.STRING, Types.POJO(Exposed.class)));
    unreadable = runtime.getMetricGroup().counter("unreadable");
  }

  @Override
  public void processBroadcastElement(TopicRecord record, Context context, Collector<Change> out)
      throws Exception {
    byte[] value = record.value();
    if (value == null) {
      context.getBroadcastState(OVER).remove(record.key());
      return;
    }
    try {
      ExperimentRecord experiment = Topics.EXPERIMENTS.codec().decode(value);
      context.getBroadcastState(OVER).put(record.key(), experiment.overMillis());
    } catch (CodecException e) {
      unreadable.inc();
    }
  }

  @Override
  public void processElement(Deed deed, ReadOnlyContext context, Collector<Change> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    Past known = past.value();
    if (known == null) {
      known = Past.NOTHING;
      context.timerService().registerProcessingTimeTimer(lifetime.due(now));
    }
    Past next = (deed.isAnswer() ? known : known.with(deed)).touched(now);
    past.update(next);
    if (deed.isAnswer()) {
      answered(deed, next, context, out);
    } else {
      did(deed, next, context, out);
    }
  }

  /** Until when an experiment counts; one that is not known yet has just begun. */
  private static long over(String experiment, ReadOnlyContext context) throws Exception {
    Long over = context.getBroadcastState(OVER).get(experiment);
    return over == null || over == 0 ? Long.MAX_VALUE / 2 : over;
  }

  private void answered(Deed answer, Past lately, ReadOnlyContext context, Collector<Change> out)
      throws Exception {
    if (answer.millis() >= over(answer.experiment(), context)) {
      return;
    }
    Exposed known = exposed.get(answer.experiment());
    Exposed next = known == null ? Exposed.first(answer, lately) : known.answered(answer, lately);
    exposed.put(answer.experiment(), next);
    next.changes(answer.experiment(), known).forEach(out::collect);
  }

  private void did(Deed deed, Past lately, ReadOnlyContext context, Collector<Change> out)
      throws Exception {
    List<String> gone = new ArrayList<>();
    for (Map.Entry<String, Exposed> one : exposed.entries()) {
      long over = over(one.getKey(), context);
      if (deed.millis() >= over + OVER_MILLIS) {
        gone.add(one.getKey());
      } else if (deed.millis() < over) {
        Exposed known = one.getValue();
        Exposed next = known.did(deed).after(lately);
        if (next != known) {
          one.setValue(next);
          next.changes(one.getKey(), known).forEach(out::collect);
        }
      }
    }
    for (String experiment : gone) {
      exposed.remove(experiment);
    }
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Change> out) throws Exception {
    Past known = past.value();
    if (known == null) {
      return;
    }
    long due = lifetime.due(known.touchedMillis());
    if (due > at) {
      context.timerService().registerProcessingTimeTimer(due);
    } else {
      past.clear();
      exposed.clear();
    }
  }
}
