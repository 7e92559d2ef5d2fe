package io.limpet.flink.features;

import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Forgetting;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Lifetime;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Folds what a visitor did into its features. Keyed by visitor.
 *
 * <p>State by visitor: its {@link UserBehaviour}, for the visitor's lifetime; then a tombstone is
 * written.
 */
final class FoldUser extends KeyedProcessFunction<String, UserAct, Keyed<UserBehaviour>>
    implements Forgetting {
  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private final Duration pause;
  private transient Upserts<UserBehaviour> users;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  FoldUser(Duration lifetime, Duration pause) {
    this.lifetime = new Lifetime(lifetime);
    this.pause = pause;
  }

  @Override
  public void open(OpenContext context) {
    users = new Upserts<>(getRuntimeContext(), Topics.USER_FEATURES, lifetime, pause);
  }

  @Override
  public void processElement(UserAct act, Context context, Collector<Keyed<UserBehaviour>> out)
      throws Exception {
    UserBehaviour known = users.value();
    UserBehaviour next = (known == null ? UserBehaviour.empty(act.visitor()) : known).with(act);
    users.update(act.visitor(), next, context.timerService(), out);
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Keyed<UserBehaviour>> out)
      throws Exception {
    if (users.onTimer(context.getCurrentKey(), at, context.timerService(), out)) {
      users.clear();
    }
  }

  @Override
  public void forget(String visitor, TimerService timers) throws IOException {
    users.forget(timers);
  }
}
