package io.limpet.flink.clean;

import io.limpet.core.erasure.Fence;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventWriter;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.RejectedEvent;
import io.limpet.core.event.Rejection;
import io.limpet.core.hash.Hash128;
import io.limpet.core.hygiene.Behaviour;
import io.limpet.core.hygiene.Hygiene;
import io.limpet.flink.wire.Forgetting;
import io.limpet.flink.wire.Keyed;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Lets each event id of a visitor pass once within the horizon, gives events their session, and
 * keeps apart what hygiene finds fault with; that leaves by the side of {@link
 * ReadEvents#REJECTED}.
 *
 * <p>A session ends after a gap of event time. An event that lies in or near the visitor's session
 * belongs to it, however late it comes; one that lies before it stands alone. The client's own
 * session id, where it sends one, is kept.
 *
 * <p>What was kept apart passes when it is sent again as released, once; from then on its visitor
 * is taken for a person. Events sent again are remembered as long as {@code limpet.events.rejected}
 * can hold them, so that sending all of it twice changes nothing.
 *
 * <p>State by visitor: the ids seen, at most a given number, the first to expire going first; the
 * session; and how the visitor behaves. One timer a visitor, at most {@value #TICKS} times a
 * horizon, deletes ids that are past it; the rest goes with the last of them. Nothing but how long
 * ids are remembered depends on the clock, so an event that is read again after a restart is judged
 * as before. What an erased visitor did before the erasure is dropped. Counts {@code accepted},
 * {@code duplicates}, {@code released}, {@code forgottenIds}, {@code erased}, and {@code rejected}
 * by {@code reason}.
 */
final class CleanVisitor extends KeyedProcessFunction<String, ReadEvent, Keyed<CleanEvent>>
    implements Forgetting {
  /** How long Kafka keeps rejected events, and so how long one may be sent again. */
  static final Duration REPLAY_HORIZON = Duration.ofDays(7);

  private static final long serialVersionUID = 1;
  private static final int TICKS = 24;

  /**
   * When there are too many ids, one in so many goes at once. It is many since all are looked
   * through for it: of 10,000 one walk in 5,000 events of somebody who does nothing else.
   */
  static final int FORGOTTEN = 2;

  private final long horizonMillis;
  private final int idsMost;
  private final long gapMillis;
  private final Hygiene hygiene;
  private final long tickMillis;
  private transient SeenIds seen;
  private transient ValueState<Conduct> conduct;
  private transient ValueState<Session> firstRelease;
  private transient Counter accepted;
  private transient Counter duplicates;
  private transient Counter released;
  private transient Counter forgotten;
  private transient Counter ofErased;
  private transient RejectionCounters rejected;
  private transient Fence fence;

  /**
   * @param horizon how long an id is remembered
   * @param idsMost how many of a visitor are
   * @param gap that ends a session
   * @param hygiene judges events
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open first
  CleanVisitor(Duration horizon, int idsMost, Duration gap, Hygiene hygiene) {
    this.horizonMillis = horizon.toMillis();
    this.idsMost = idsMost;
    this.gapMillis = gap.toMillis();
    this.hygiene = hygiene;
    this.tickMillis = Math.max(1, horizonMillis / TICKS);
  }

  @Override
  public void open(OpenContext context) {
    seen = new SeenIds(getRuntimeContext(), horizonMillis);
    conduct =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("conduct", new ConductSerializer()));
    firstRelease =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("session", Types.POJO(Session.class)));
    accepted = getRuntimeContext().getMetricGroup().counter("accepted");
    duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
    released = getRuntimeContext().getMetricGroup().counter("released");
    forgotten = getRuntimeContext().getMetricGroup().counter("forgottenIds");
    ofErased = getRuntimeContext().getMetricGroup().counter("erased");
    rejected = new RejectionCounters(getRuntimeContext(), RejectReason::isQuarantine);
    fence = new Fence();
  }

  @Override
  public void erased(Fence newFence) {
    fence = newFence;
  }

  @Override
  public void forget(String visitor, TimerService timers) throws Exception {
    Session session = known().session();
    if (session != null && session.timerMillis() != 0) {
      timers.deleteProcessingTimeTimer(session.timerMillis());
    }
    seen.clearAll();
    firstRelease.clear();
    conduct.clear();
  }

  /** Whether it was done before its visitor, or the user who signs in, was erased. */
  private boolean isOfErased(CleanEvent clean) {
    if (fence.isOpen()) {
      return false;
    }
    Event event = clean.event();
    long millis = Math.min(event.timestampMillis(), clean.receivedMillis());
    String user = event.userId();
    return fence.keepsOut(event.visitor(), millis)
        || (user != null && !user.equals(event.visitor()) && fence.keepsOut(user, millis));
  }

  @Override
  public void processElement(ReadEvent read, Context context, Collector<Keyed<CleanEvent>> out)
      throws Exception {
    CleanEvent event = read.event();
    if (isOfErased(event)) {
      ofErased.inc();
      return;
    }
    Conduct before = known();
    Hash128 hash = Hash128.of(event.event().eventId());
    SeenIds.Known seenAs =
        seen.of(hash, event.event().eventId(), before.prints(), before.wholeIds());
    if (seenAs == SeenIds.Known.PASSED
        || (seenAs == SeenIds.Known.KEPT_APART && !read.released())) {
      duplicates.inc();
      return;
    }

    Rejection fault = null;
    Behaviour behaviour;
    if (read.released()) {
      released.inc();
      behaviour = before.behaviour().asPerson();
    } else {
      Hygiene.Result result = hygiene.judge(before.behaviour(), event.event());
      fault = result.fault();
      behaviour = result.after();
    }
    int ids = before.ids();
    Prints prints = before.prints();
    if (seenAs == SeenIds.Known.NOTHING) {
      ids++;
      prints = prints.with(hash);
    }
    if (ids > idsMost) {
      int gone = seen.forgetOldest(Math.max(1, idsMost / FORGOTTEN));
      forgotten.inc(gone);
      ids -= gone;
    }
    long now = context.timerService().currentProcessingTime();
    long until = now + (read.again() ? replayMillis() : horizonMillis);
    seen.put(hash, until, fault == null);

    long at = event.event().timestampMillis();
    Session session = sessionAt(at, before.session(), event);
    boolean alone = session.isAfter(at, gapMillis);
    if (!alone) {
      session = session.with(at);
    }
    if (session.timerMillis() == 0) {
      session =
          session.withTimer(timer(until, context.timerService()::registerProcessingTimeTimer));
    }
    update(new Conduct(session, behaviour, ids, prints, before.wholeIds()), before);

    if (fault != null) {
      keepApart(read, fault, context);
      return;
    }
    String client = event.event().sessionId();
    String sessionId = client != null ? client : alone ? Session.idOf(event) : session.id();
    accepted.inc();
    out.collect(
        Keyed.of(
            context.getCurrentKey(),
            new CleanEvent(
                event.event(),
                sessionId,
                event.receivedMillis(),
                event.originPartition(),
                event.originOffset())));
  }

  private long replayMillis() {
    return Math.max(horizonMillis, REPLAY_HORIZON.toMillis());
  }

  /** The session that the visitor is in after an event, before it is widened to hold it. */
  private Session sessionAt(long millis, @Nullable Session known, CleanEvent event) {
    return known == null || known.isBefore(millis, gapMillis)
        ? Session.begunBy(event, known == null ? 0 : known.timerMillis())
        : known;
  }

  /** What is kept of the visitor, in either way. */
  private Conduct known() throws Exception {
    Conduct known = conduct.value();
    if (known != null) {
      return known;
    }
    Session old = firstRelease.value();
    return old == null ? Conduct.NONE : Conduct.of(old);
  }

  private void update(Conduct after, Conduct before) throws Exception {
    if (before.wholeIds()) {
      firstRelease.clear(); // It is in the other state from now on.
    }
    conduct.update(after);
  }

  private void keepApart(ReadEvent read, Rejection fault, Context context) {
    rejected.inc(fault.reason());
    if (read.again()) {
      return; // It is still there from when it came first.
    }
    CleanEvent event = read.event();
    byte @Nullable [] key = read.key();
    context.output(
        ReadEvents.REJECTED,
        new Keyed<>(
            key,
            new RejectedEvent(
                fault,
                RejectedEvent.bounded(EventWriter.write(event.event())),
                event.receivedMillis(),
                event.originPartition(),
                event.originOffset())));
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Keyed<CleanEvent>> out)
      throws Exception {
    Conduct known = known();
    Session session = known.session();
    SeenIds.Left left = seen.expire(at, known.wholeIds());
    if (left.isNothing() || session == null) {
      seen.clear();
      firstRelease.clear();
      conduct.clear();
      return;
    }
    long next = timer(left.oldestMillis(), context.timerService()::registerProcessingTimeTimer);
    update(
        new Conduct(
            session.withTimer(next), known.behaviour(), left.ids(), left.prints(), left.wholeIds()),
        known);
  }

  /** Sets the timer for an id remembered until {@code millis}: past it, at a whole tick. */
  private long timer(long millis, LongConsumer timers) {
    long at = Math.ceilDiv(millis, tickMillis) * tickMillis;
    timers.accept(at);
    return at;
  }
}
