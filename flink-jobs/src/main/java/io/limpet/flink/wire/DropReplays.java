package io.limpet.flink.wire;

import io.limpet.core.event.CleanEvent;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Drops clean events that were written again after a restart of the cleaning job. Keyed by visitor;
 * comes before a job keys by anything else.
 *
 * <p>State by visitor: {@link Progress}, for the visitor's lifetime. That is long, because a
 * restart may come long after the stop. Counts {@code replays}.
 */
public final class DropReplays extends KeyedProcessFunction<String, CleanEvent, CleanEvent>
    implements Forgetting {
  /** What it does, for the dashboard. */
  public static final String DESCRIPTION =
      "a visitor at a time: passes over what was here before a restart, by its origin in"
          + " limpet.events";

  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private transient ValueState<Progress> progress;
  private transient Counter replays;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  public DropReplays(Duration lifetime) {
    this.lifetime = new Lifetime(lifetime);
  }

  @Override
  public void open(OpenContext context) {
    progress =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("progress", Types.POJO(Progress.class)));
    replays = getRuntimeContext().getMetricGroup().counter("replays");
  }

  @Override
  public void processElement(CleanEvent event, Context context, Collector<CleanEvent> out)
      throws Exception {
    Progress known = progress.value();
    if (known != null && known.covers(event)) {
      replays.inc();
      return;
    }
    long now = context.timerService().currentProcessingTime();
    if (known == null) {
      known = Progress.none();
      context.timerService().registerProcessingTimeTimer(lifetime.due(now));
    }
    progress.update(known.after(event, now));
    out.collect(event);
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<CleanEvent> out) throws Exception {
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

  @Override
  public void forget(String visitor, TimerService timers) {
    progress.clear();
    lifetime.deleteTimer(timers);
  }
}
