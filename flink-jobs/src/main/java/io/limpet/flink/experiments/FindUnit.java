package io.limpet.flink.experiments;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.experiment.UnitOf;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Forgetting;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Lifetime;
import io.limpet.flink.wire.Progress;
import io.limpet.flink.wire.WireTypes;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Says of every event whose unit it is, replays once. Keyed by {@link #key}: visitor, and of a
 * sign-in the user. A user who is first met on a device has the unit of that device from then on; a
 * user who is first met on none has the own. What is decided once a user has a device goes to
 * {@code limpet.units}, so that the service deals by the same.
 *
 * <p>State by visitor: {@link Progress} and of users {@link KnownUnit}, for the visitor's lifetime;
 * then a tombstone is written. Counts {@code replays}.
 */
final class FindUnit extends KeyedProcessFunction<String, CleanEvent, Deed> implements Forgetting {
  /** What was decided. */
  static final OutputTag<Keyed<UnitOf>> UNITS =
      new OutputTag<>("units", WireTypes.keyed(Topics.UNITS));

  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private transient ValueState<Progress> progress;
  private transient ValueState<KnownUnit> unit;
  private transient Counter replays;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  FindUnit(Duration visitorLifetime) {
    this.lifetime = new Lifetime(visitorLifetime);
  }

  /** Under whose key an event is looked at. */
  static String key(CleanEvent clean) {
    Event event = clean.event();
    return event.type() == EventType.IDENTIFY
        ? Objects.requireNonNull(event.userId(), "of identify")
        : event.visitor();
  }

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    progress = runtime.getState(new ValueStateDescriptor<>("progress", Types.POJO(Progress.class)));
    unit = runtime.getState(new ValueStateDescriptor<>("unit", Types.POJO(KnownUnit.class)));
    replays = runtime.getMetricGroup().counter("replays");
  }

  @Override
  public void processElement(CleanEvent clean, Context context, Collector<Deed> out)
      throws Exception {
    Event event = clean.event();
    long now = context.timerService().currentProcessingTime();
    Progress known = progress.value();
    // Sign-ins of several devices have no order with each other; taking one in twice is no harm.
    boolean isSignIn = event.type() == EventType.IDENTIFY;
    if (!isSignIn && known != null && known.covers(clean)) {
      replays.inc();
      return;
    }
    if (known == null) {
      known = Progress.none();
      context.timerService().registerProcessingTimeTimer(lifetime.due(now));
    }
    progress.update(isSignIn ? known.touched(now) : known.after(clean, now));
    String visitor =
        event.userId() == null
            ? context.getCurrentKey()
            : unit(context.getCurrentKey(), event.anonymousId(), context);
    if (!isSignIn) {
      out.collect(Deed.of(clean, visitor));
    }
  }

  private String unit(String user, @Nullable String anonymous, Context context) throws Exception {
    KnownUnit known = unit.value();
    if (known == null) {
      known = new KnownUnit(anonymous == null ? user : Event.visitorOf(null, anonymous), false);
      unit.update(known);
    }
    if (anonymous != null && !known.isWritten()) {
      known = new KnownUnit(known.visitor(), true);
      unit.update(known);
      context.output(UNITS, Keyed.of(user, new UnitOf(known.visitor())));
    }
    return known.visitor();
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Deed> out) throws Exception {
    Progress known = progress.value();
    if (known == null) {
      return;
    }
    long due = lifetime.due(known.touchedMillis());
    if (due > at) {
      context.timerService().registerProcessingTimeTimer(due);
      return;
    }
    progress.clear();
    KnownUnit decided = unit.value();
    if (decided != null) {
      unit.clear();
      if (decided.isWritten()) {
        context.output(UNITS, Keyed.tombstone(context.getCurrentKey()));
      }
    }
  }

  @Override
  public void forget(String visitor, TimerService timers) {
    progress.clear();
    unit.clear();
    lifetime.deleteTimer(timers);
  }
}
