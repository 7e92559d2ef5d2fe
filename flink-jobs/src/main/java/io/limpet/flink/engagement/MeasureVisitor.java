package io.limpet.flink.engagement;

import io.limpet.core.codec.Codec;
import io.limpet.core.engagement.Calendar;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.engagement.Ledger;
import io.limpet.core.engagement.Segment;
import io.limpet.core.engagement.VisitorHistory;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Forgetting;
import io.limpet.flink.wire.Lifetime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says what an event of a visitor changes, segment by segment, in which days. Keyed by visitor;
 * wants each event once.
 *
 * <p>State by visitor: {@link Measured} of each segment, at most {@link #SEGMENTS}, for the
 * visitor's lifetime. Counts {@code segmentsPassedOver}.
 */
abstract class MeasureVisitor<T> extends KeyedProcessFunction<String, T, EngagementDay>
    implements Forgetting {
  /** Segments of one visitor: more are no more than somebody's mistake. */
  static final int SEGMENTS = 32;

  private static final long serialVersionUID = 1;

  private final Calendar calendar;
  private final Lifetime lifetime;
  private transient MapState<String, Measured> segments;
  private transient Counter passedOver;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  private MeasureVisitor(Calendar calendar, Duration lifetime) {
    this.calendar = calendar;
    this.lifetime = new Lifetime(lifetime);
  }

  /** Measures events by what they say themselves. */
  static MeasureVisitor<CleanEvent> byItself(Calendar calendar, Duration lifetime) {
    return new ByItself(calendar, lifetime);
  }

  /** Measures events by the answers that they name. */
  static MeasureVisitor<Placed> byAnswer(Calendar calendar, Duration lifetime) {
    return new ByAnswer(calendar, lifetime);
  }

  private static final class ByItself extends MeasureVisitor<CleanEvent> {
    private static final long serialVersionUID = 1;

    ByItself(Calendar calendar, Duration lifetime) {
      super(calendar, lifetime);
    }

    @Override
    public void processElement(CleanEvent clean, Context context, Collector<EngagementDay> out)
        throws Exception {
      measure(clean, Segment.of(clean.event()), context, out);
    }
  }

  private static final class ByAnswer extends MeasureVisitor<Placed> {
    private static final long serialVersionUID = 1;

    private transient Codec<CleanEvent> codec;

    @SuppressWarnings("NullAway.Init") // Flink calls open first
    ByAnswer(Calendar calendar, Duration lifetime) {
      super(calendar, lifetime);
    }

    @Override
    public void open(OpenContext context) {
      super.open(context);
      codec = Topics.EVENTS_CLEAN.codec();
    }

    @Override
    public void processElement(Placed placed, Context context, Collector<EngagementDay> out)
        throws Exception {
      CleanEvent clean = codec.decode(placed.event());
      Answer answer = placed.answer();
      measure(
          clean,
          Segment.of(
              clean.event(), answer.surface(), answer.generation(), List.of(answer.variants())),
          context,
          out);
    }
  }

  @Override
  public void open(OpenContext context) {
    segments =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>("segments", Types.STRING, Types.POJO(Measured.class)));
    passedOver = getRuntimeContext().getMetricGroup().counter("segmentsPassedOver");
  }

  final void measure(
      CleanEvent clean, List<Segment> of, Context context, Collector<EngagementDay> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    for (Segment segment : of) {
      String key = segment.key();
      Measured known = segments.get(key);
      if (known == null && !hasRoom()) {
        passedOver.inc();
        continue;
      }
      if (known == null) {
        context.timerService().registerProcessingTimeTimer(lifetime.due(now));
      }
      var ledger = new Ledger();
      VisitorHistory history = known == null ? VisitorHistory.NONE : known.history();
      segments.put(key, new Measured(history.with(clean, calendar, ledger), now));
      String zone = calendar.name();
      ledger
          .days()
          .forEach((day, change) -> out.collect(new EngagementDay(segment, day, zone, change, 0)));
    }
  }

  private boolean hasRoom() throws Exception {
    int held = 0;
    for (String unused : segments.keys()) {
      held++;
    }
    return held < SEGMENTS;
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<EngagementDay> out)
      throws Exception {
    List<String> over = new ArrayList<>();
    for (Map.Entry<String, Measured> entry : segments.entries()) {
      long due = lifetime.due(entry.getValue().touchedMillis());
      if (due <= at) {
        over.add(entry.getKey());
      } else {
        context.timerService().registerProcessingTimeTimer(due);
      }
    }
    for (String segment : over) {
      segments.remove(segment);
    }
  }

  @Override
  public void forget(String visitor, TimerService timers) {
    segments.clear();
    lifetime.deleteTimer(timers);
  }
}
