package io.limpet.flink.features;

import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.release.Release;
import io.limpet.core.topic.Topics;
import io.limpet.flink.JobSettings;
import io.limpet.flink.wire.Forgetting;
import io.limpet.flink.wire.Hearing;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Lifetime;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.Unreadable;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Folds what a visitor did into its features, and tells what follows from them. Keyed by visitor;
 * hears of {@code limpet.models}.
 *
 * <p>State by visitor: its {@link UserBehaviour}, and when a user was told of ({@link Foretold}),
 * for the visitor's lifetime; then tombstones are written. State of every instance: the decisions
 * of {@code limpet.models}.
 */
final class FoldUser extends KeyedProcessFunction<String, UserAct, Keyed<UserBehaviour>>
    implements Forgetting, Hearing, CheckpointedFunction {
  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private final Duration pause;
  private final Duration predictionsPause;
  private final String registry;
  private transient BroadcastState<String, Release> decisions;
  private transient Upserts<UserBehaviour> users;
  private transient Predictors predictors;
  private transient Foretell foretell;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  FoldUser(JobSettings settings) {
    this.lifetime = new Lifetime(settings.visitorLifetime());
    this.pause = settings.featuresPause();
    this.predictionsPause = settings.predictionsPause();
    this.registry = settings.registry().toString();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    decisions = context.getOperatorStateStore().getBroadcastState(Predictors.DECISIONS);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {}

  @Override
  @SuppressWarnings("NullAway.Init") // the decisions are there already: initializeState came first
  public void open(OpenContext context) throws Exception {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    users = new Upserts<>(getRuntimeContext(), Topics.USER_FEATURES, lifetime, pause);
    predictors =
        new Predictors(
            Path.of(registry),
            decisions,
            metrics.counter("unusableGenerations"),
            new Unreadable(metrics));
    foretell = new Foretell(getRuntimeContext(), predictors, predictionsPause, users::awaits);
  }

  @Override
  public void hear(TopicRecord record) throws Exception {
    if (record.topic().equals(Topics.MODELS.name())) {
      predictors.hear(record);
    }
  }

  @Override
  public void processElement(UserAct act, Context context, Collector<Keyed<UserBehaviour>> out)
      throws Exception {
    UserBehaviour known = users.value();
    UserBehaviour next = (known == null ? UserBehaviour.empty(act.visitor()) : known).with(act);
    users.update(act.visitor(), next, context.timerService(), out);
    foretell.changed(
        next, context.timerService(), told -> context.output(Foretell.PREDICTED, told));
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Keyed<UserBehaviour>> out)
      throws Exception {
    String visitor = context.getCurrentKey();
    TimerService timers = context.timerService();
    if (users.onTimer(visitor, at, timers, out)) {
      users.clear();
      if (foretell.forget(timers)) {
        context.output(Foretell.PREDICTED, Keyed.tombstone(visitor));
      }
      return;
    }
    UserBehaviour user = users.value();
    if (user != null) {
      foretell.onTimer(user, at, timers, told -> context.output(Foretell.PREDICTED, told));
    }
  }

  @Override
  public void forget(String visitor, TimerService timers) throws Exception {
    // First: it spares what it takes for a timer of the others, which go next.
    foretell.forget(timers);
    users.forget(timers);
  }
}
