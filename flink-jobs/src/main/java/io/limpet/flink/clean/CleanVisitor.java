package io.limpet.flink.clean;

import io.limpet.core.event.CleanEvent;
import io.limpet.flink.wire.Keyed;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets each event id of a visitor pass once within the horizon, and gives events their session.
 *
 * <p>A session ends after a gap of event time. An event that lies in or near the visitor's session
 * belongs to it, however late it comes; one that lies before it stands alone. The client's own
 * session id, where it sends one, is kept.
 *
 * <p>State by visitor: the ids seen with their processing time, and the session. One timer a
 * visitor, at most {@value #TICKS} times a horizon, deletes ids that are past the horizon; the
 * session goes with the last of them. Counts {@code accepted} and {@code duplicates}.
 */
final class CleanVisitor extends KeyedProcessFunction<String, CleanEvent, Keyed<CleanEvent>> {
  private static final long serialVersionUID = 1;
  private static final int TICKS = 24;

  private final long horizonMillis;
  private final long gapMillis;
  private final long tickMillis;
  private transient MapState<String, Long> seen;
  private transient ValueState<Session> session;
  private transient Counter accepted;
  private transient Counter duplicates;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  CleanVisitor(Duration horizon, Duration gap) {
    this.horizonMillis = horizon.toMillis();
    this.gapMillis = gap.toMillis();
    this.tickMillis = Math.max(1, horizonMillis / TICKS);
  }

  @Override
  public void open(OpenContext context) {
    seen =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("seen-event-ids", Types.STRING, Types.LONG));
    session =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("session", Types.POJO(Session.class)));
    accepted = getRuntimeContext().getMetricGroup().counter("accepted");
    duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
  }

  @Override
  public void processElement(CleanEvent read, Context context, Collector<Keyed<CleanEvent>> out)
      throws Exception {
    if (seen.contains(read.event().eventId())) {
      duplicates.inc();
      return;
    }
    long now = context.timerService().currentProcessingTime();
    seen.put(read.event().eventId(), now);

    long at = read.event().timestampMillis();
    Session known = session.value();
    Session current = known;
    if (current == null || current.isBefore(at, gapMillis)) {
      current = Session.begunBy(read, current == null ? 0 : current.timerMillis());
    }
    boolean alone = current.isAfter(at, gapMillis);
    if (!alone) {
      current = current.with(at);
    }
    if (current.timerMillis() == 0) {
      current = current.withTimer(timer(now, context.timerService()::registerProcessingTimeTimer));
    }
    if (!current.equals(known)) {
      session.update(current);
    }

    accepted.inc();
    String client = read.event().sessionId();
    String id = client != null ? client : alone ? Session.idOf(read) : current.id();
    out.collect(
        Keyed.of(
            context.getCurrentKey(),
            new CleanEvent(
                read.event(),
                id,
                read.receivedMillis(),
                read.originPartition(),
                read.originOffset())));
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Keyed<CleanEvent>> out)
      throws Exception {
    long oldest = Long.MAX_VALUE;
    for (Iterator<Map.Entry<String, Long>> ids = seen.iterator(); ids.hasNext(); ) {
      long when = ids.next().getValue();
      if (when + horizonMillis <= at) {
        ids.remove();
      } else {
        oldest = Math.min(oldest, when);
      }
    }
    Session current = session.value();
    if (oldest == Long.MAX_VALUE || current == null) {
      // A map that was emptied through its iterator is still an entry of the heap's state.
      seen.clear();
      session.clear();
      return;
    }
    session.update(
        current.withTimer(timer(oldest, context.timerService()::registerProcessingTimeTimer)));
  }

  /** Sets the timer for an id seen at {@code millis}: past its horizon, at a whole tick. */
  private long timer(long millis, LongConsumer timers) {
    long at = Math.ceilDiv(millis + horizonMillis, tickMillis) * tickMillis;
    timers.accept(at);
    return at;
  }
}
