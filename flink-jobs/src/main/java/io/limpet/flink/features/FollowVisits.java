package io.limpet.flink.features;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.feature.Companions;
import io.limpet.core.feature.ItemAct;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.Visits;
import io.limpet.flink.wire.Forgetting;
import io.limpet.flink.wire.WireTypes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Says what each event did to its items, what was bought together, and, once a session is over in
 * event time, what was viewed together in it. Keyed by visitor.
 *
 * <p>State by visitor: {@link Visits} that are not over, until they are. One timer a visitor, not
 * moved with every view but set again when it fires.
 */
final class FollowVisits
    extends KeyedProcessFunction<String, CleanEvent, Either<ItemAct, Companions>>
    implements Forgetting {
  /** Events that are about no item. */
  static final OutputTag<UserAct> WITHOUT_ITEM =
      new OutputTag<>("without-item", Types.POJO(UserAct.class));

  private static final long serialVersionUID = 1;

  private final long gapMillis;
  private transient ValueState<Visits> visits;
  private transient ValueState<Long> timer;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  FollowVisits(Duration gap) {
    this.gapMillis = gap.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    visits =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "visits", WireTypes.by(Visits.class, new VisitsSerializer())));
    timer = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", Types.LONG));
  }

  @Override
  public void processElement(
      CleanEvent clean, Context context, Collector<Either<ItemAct, Companions>> out)
      throws Exception {
    if (clean.event().items().isEmpty()) {
      context.output(WITHOUT_ITEM, UserAct.of(clean));
    }
    ItemAct.of(clean).forEach(act -> out.collect(Either.Left(act)));
    met(Companions.bought(clean.event()), out);
    if (Visits.isAbout(clean)) {
      Visits known = visits.value();
      Visits next = (known == null ? Visits.NONE : known).with(clean, gapMillis);
      visits.update(next.isCrowded() ? over(next, Long.MIN_VALUE, out) : next);
      if (known == null) {
        wake(next, context);
      }
    }
  }

  /** Those that are left of visits when what was viewed in those that are over has met. */
  private Visits over(Visits open, long millis, Collector<Either<ItemAct, Companions>> out) {
    met(open.companionsUntil(millis, gapMillis), out);
    return open.after(millis, gapMillis);
  }

  private static void met(List<Companions> all, Collector<Either<ItemAct, Companions>> out) {
    all.forEach(met -> out.collect(Either.Right(met)));
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Either<ItemAct, Companions>> out)
      throws Exception {
    Visits left = over(visits.value(), at, out);
    if (left.open().isEmpty()) {
      visits.clear();
      timer.clear();
    } else {
      visits.update(left);
      wake(left, context);
    }
  }

  private void wake(Visits open, Context context) throws IOException {
    timer.update(open.due(gapMillis));
    context.timerService().registerEventTimeTimer(open.due(gapMillis));
  }

  @Override
  public void forget(String visitor, TimerService timers) throws IOException {
    Long due = timer.value();
    if (due != null) {
      timers.deleteEventTimeTimer(due);
      timer.clear();
      visits.clear();
    }
  }
}
