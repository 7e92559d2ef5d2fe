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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says what an event of a visitor changes, segment by segment, in which days. Keyed by visitor;
 * wants each event once. Segments whose history is the same are measured once, and what is said of
 * them is the same object: who gets it must not change it.
 *
 * <p>State by visitor: {@link Measured} of each segment, at most {@link #SEGMENTS}, for the
 * visitor's lifetime. An earlier release had an entry for each segment; it goes with the visitor's
 * next event. Counts {@code segmentsPassedOver}.
 */
abstract class MeasureVisitor<T> extends KeyedProcessFunction<String, T, EngagementDay>
    implements Forgetting {
  /** Segments of one visitor: more are no more than somebody's mistake. */
  static final int SEGMENTS = 32;

  private static final long serialVersionUID = 1;

  private final Calendar calendar;
  private final Lifetime lifetime;
  private transient ValueState<Map<String, Measured>> segments;
  private transient MapState<String, Measured> firstRelease;
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
            .getState(new ValueStateDescriptor<>("segments-of-one", new SegmentsSerializer()));
    firstRelease =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>("segments", Types.STRING, Types.POJO(Measured.class)));
    passedOver = getRuntimeContext().getMetricGroup().counter("segmentsPassedOver");
  }

  final void measure(
      CleanEvent clean, List<Segment> of, Context context, Collector<EngagementDay> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    Map<String, Measured> next = known();
    List<Step> steps = new ArrayList<>(1);
    for (Segment segment : of) {
      String key = segment.key();
      Measured known = next.get(key);
      if (known == null && next.size() >= SEGMENTS) {
        passedOver.inc();
        continue;
      }
      if (known == null) {
        context.timerService().registerProcessingTimeTimer(lifetime.due(now));
      }
      Step step = step(known == null ? VisitorHistory.NONE : known.history(), clean, steps);
      next.put(key, new Measured(step.after(), now));
      String zone = calendar.name();
      step.ledger()
          .days()
          .forEach((day, change) -> out.collect(new EngagementDay(segment, day, zone, change, 0)));
    }
    update(next);
  }

  /** What the event at hand makes of a history. */
  private record Step(VisitorHistory before, VisitorHistory after, Ledger ledger) {}

  /** The step from a history, which another segment may have made already. */
  @SuppressWarnings("ReferenceEquality") // a shared history is the same object
  private Step step(VisitorHistory before, CleanEvent clean, List<Step> made) {
    for (Step step : made) {
      if (step.before() == before) {
        return step;
      }
    }
    var ledger = new Ledger();
    var step = new Step(before, before.with(clean, calendar, ledger), ledger);
    made.add(step);
    return step;
  }

  /** The segments of the visitor, to be changed and {@linkplain #update handed over}. */
  private Map<String, Measured> known() throws Exception {
    Map<String, Measured> known = segments.value();
    if (known != null) {
      return new HashMap<>(known);
    }
    Map<String, Measured> old = new HashMap<>();
    for (Map.Entry<String, Measured> segment : firstRelease.entries()) {
      old.put(segment.getKey(), segment.getValue());
    }
    if (!old.isEmpty()) {
      firstRelease.clear();
    }
    return old;
  }

  private void update(Map<String, Measured> next) throws Exception {
    if (next.isEmpty()) {
      segments.clear();
    } else {
      segments.update(next);
    }
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<EngagementDay> out)
      throws Exception {
    Map<String, Measured> next = known();
    next.values().removeIf(measured -> lifetime.due(measured.touchedMillis()) <= at);
    for (Measured measured : next.values()) {
      context.timerService().registerProcessingTimeTimer(lifetime.due(measured.touchedMillis()));
    }
    update(next);
  }

  @Override
  public void forget(String visitor, TimerService timers) {
    segments.clear();
    firstRelease.clear();
    lifetime.deleteTimer(timers);
  }
}
