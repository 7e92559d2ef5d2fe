package io.limpet.flink.labels;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.LineItem;
import io.limpet.core.label.Attribution;
import io.limpet.core.served.Served;
import io.limpet.flink.wire.Lifetime;
import io.limpet.flink.wire.Progress;
import io.limpet.flink.wire.WireTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;

/**
 * Says of every event of a visitor which answers it counts for ({@link Attribution}), replays once.
 * An event that names its answer is passed on at once; any other one waits until all answers from
 * before it have been read, because one may be on its way in the other topic. Where no answers have
 * come for a while, none waits, and an event costs one look for what its visitor was shown.
 *
 * <p>A visitor that is to be forgotten comes in the place of an event; the visitor's answers are
 * forgotten with it. Those that the bounds of what is kept have let go are nobody's from then on.
 *
 * <p>State by visitor: {@link Progress}, for the visitor's lifetime; what was {@link Shown} to the
 * visitor, for the purchase window; events that wait, for the lateness of the watermark. Counts
 * {@code replays}, {@code attributed} and {@code unattributed} line items.
 */
final class AttributeVisitor
    extends KeyedCoProcessFunction<String, Served, Either<CleanEvent, String>, Touch> {
  private static final long serialVersionUID = 1;

  /** Far in the future, and so that something may be added to it. */
  private static final long NEVER = Long.MAX_VALUE / 2;

  private final Attribution attribution;
  private final Lifetime lifetime;
  private final long quietMillis;
  private transient ValueState<Progress> progress;
  private transient ValueState<Shown> shown;
  private transient MapState<Long, List<CleanEvent>> waiting;
  private transient Counter replays;
  private transient Counter attributed;
  private transient Counter unattributed;
  private transient long answersUntil;
  private transient long quietSince;

  /**
   * @param quiet after so long without an answer, beyond the time that makes a source idle, none is
   *     waited for
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open first
  AttributeVisitor(Attribution attribution, Duration visitorLifetime, Duration quiet) {
    this.attribution = attribution;
    this.lifetime = new Lifetime(visitorLifetime);
    this.quietMillis = quiet.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    answersUntil = Long.MIN_VALUE;
    quietSince = NEVER;
    progress = runtime.getState(new ValueStateDescriptor<>("progress", Types.POJO(Progress.class)));
    shown = runtime.getState(new ValueStateDescriptor<>("shown", Types.POJO(Shown.class)));
    waiting =
        runtime.getMapState(
            new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(WireTypes.CLEAN_EVENT)));
    replays = runtime.getMetricGroup().counter("replays");
    attributed = runtime.getMetricGroup().counter("attributed");
    unattributed = runtime.getMetricGroup().counter("unattributed");
  }

  /** All answers until then have been read. */
  void readAnswersUntil(long millis) {
    answersUntil = millis;
  }

  /**
   * Whether answers come.
   *
   * @param nowMillis of processing time
   */
  void answersCome(boolean areComing, long nowMillis) {
    quietSince = areComing ? NEVER : nowMillis;
  }

  @Override
  public void processElement1(Served served, Context context, Collector<Touch> out)
      throws Exception {
    Shown known = shown.value();
    Shown next = (known == null ? Shown.NOTHING : known).with(served);
    shown.update(next);
    if (known == null || known.oldestMillis() != next.oldestMillis()) {
      if (known != null) {
        context.timerService().deleteEventTimeTimer(end(known));
      }
      context.timerService().registerEventTimeTimer(end(next));
    }
    if (known != null) {
      // Bounds have let them go.
      known.without(next).forEach(answer -> out.collect(Touch.ofNobody(answer)));
    }
  }

  /** Forgets the current key, and has its answers forgotten. */
  private void forget(TimerService timers, Collector<Touch> out) throws Exception {
    Shown known = shown.value();
    if (known != null) {
      known.without(Shown.NOTHING).forEach(answer -> out.collect(Touch.forgetting(answer)));
      timers.deleteEventTimeTimer(end(known));
    }
    for (Long millis : waiting.keys()) {
      timers.deleteEventTimeTimer(millis);
    }
    lifetime.deleteTimer(timers);
    waiting.clear();
    shown.clear();
    progress.clear();
  }

  /** When the oldest that was shown is of no more use. */
  private long end(Shown of) {
    return of.oldestMillis() + attribution.purchaseWindowMillis() + 1;
  }

  @Override
  public void processElement2(
      Either<CleanEvent, String> either, Context context, Collector<Touch> out) throws Exception {
    if (either.isRight()) {
      forget(context.timerService(), out);
    } else {
      take(either.left(), context, out);
    }
  }

  private void take(CleanEvent clean, Context context, Collector<Touch> out) throws Exception {
    Event event = clean.event();
    String named = event.recommendationId();
    boolean waits =
        named == null
            && context.timerService().currentProcessingTime() < quietSince + quietMillis
            && event.timestampMillis()
                > Math.max(answersUntil, context.timerService().currentWatermark());
    if (named == null && !waits && shown.value() == null) {
      unattributed.inc(event.items().size());
    } else if (!isReplay(clean, context)) {
      if (named != null) {
        out.collect(Touch.of(clean, named, event.items()));
      } else if (waits) {
        await(clean, context);
      } else {
        attribute(clean, out);
      }
    }
  }

  private void await(CleanEvent clean, Context context) throws Exception {
    long millis = clean.event().timestampMillis();
    List<CleanEvent> same = waiting.get(millis);
    List<CleanEvent> all = new ArrayList<>(same == null ? List.of() : same);
    all.add(clean);
    waiting.put(millis, all);
    context.timerService().registerEventTimeTimer(millis);
  }

  private boolean isReplay(CleanEvent clean, Context context) throws Exception {
    Progress known = progress.value();
    if (known != null && known.covers(clean)) {
      replays.inc();
      return true;
    }
    long now = context.timerService().currentProcessingTime();
    if (known == null) {
      known = Progress.none();
      context.timerService().registerProcessingTimeTimer(lifetime.due(now));
    }
    progress.update(known.after(clean, now));
    return false;
  }

  private void attribute(CleanEvent clean, Collector<Touch> out) throws Exception {
    Shown known = shown.value();
    Map<String, List<LineItem>> byAnswer = new TreeMap<>();
    for (LineItem line : clean.event().items()) {
      String latest =
          known == null ? null : known.latest(line.itemId(), clean.event().timestampMillis());
      if (latest == null) {
        unattributed.inc();
      } else {
        attributed.inc();
        byAnswer.computeIfAbsent(latest, id -> new ArrayList<>()).add(line);
      }
    }
    byAnswer.forEach((id, lines) -> out.collect(Touch.of(clean, id, lines)));
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Touch> out) throws Exception {
    if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
      forget(at, context);
      return;
    }
    List<CleanEvent> due = waiting.get(at);
    if (due != null) {
      waiting.remove(at);
      for (CleanEvent clean : due) {
        attribute(clean, out);
      }
    }
    Shown known = shown.value();
    if (known != null && end(known) <= at) {
      Shown left = known.since(at - attribution.purchaseWindowMillis());
      if (left.isEmpty()) {
        shown.clear();
      } else {
        shown.update(left);
        context.timerService().registerEventTimeTimer(end(left));
      }
    }
  }

  private void forget(long at, OnTimerContext context) throws Exception {
    Progress known = progress.value();
    if (known == null) {
      return;
    }
    long due = lifetime.due(known.touchedMillis());
    if (due > at) {
      context.timerService().registerProcessingTimeTimer(due);
    } else {
      progress.clear();
    }
  }
}
