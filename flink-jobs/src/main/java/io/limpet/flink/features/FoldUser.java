package io.limpet.flink.features;

import io.limpet.core.event.Event;
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
import io.limpet.flink.wire.WritingBehind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Folds what a user did, also on a device before signing in there, into its features, and tells
 * what follows from them. Keyed by visitor; hears of {@code limpet.models}.
 *
 * <p>Left is an act of a user. Right is of a user what it did as well, and of a device all that is
 * to be written of it, which passes: {@link FoldDevice} keeps it.
 *
 * <p>State by user: its {@link UserBehaviour}, and when it was told of ({@link Foretold}), for the
 * visitor's lifetime; then tombstones are written. Of a device what it did before the release that
 * keeps devices apart, as long as nobody signs in there and no longer than its lifetime. State of
 * every instance: the decisions of {@code limpet.models}.
 */
final class FoldUser
    extends KeyedProcessFunction<
        String, Either<UserAct, Keyed<UserBehaviour>>, Keyed<UserBehaviour>>
    implements Forgetting, Hearing, WritingBehind, CheckpointedFunction {
  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private final Duration pause;
  private final Duration predictionsPause;
  private final String registry;
  private transient Consumer<String> toKey;
  private transient BroadcastState<String, Release> decisions;
  private transient Upserts<UserBehaviour, UserBehaviour> users;
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
  public void keys(Consumer<String> to) {
    toKey = to;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    decisions = context.getOperatorStateStore().getBroadcastState(Predictors.DECISIONS);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws IOException {
    users.store();
  }

  @Override
  @SuppressWarnings("NullAway.Init") // the decisions are there already: initializeState came first
  public void open(OpenContext context) throws Exception {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    users = Upserts.of(getRuntimeContext(), toKey, Topics.USER_FEATURES, lifetime, pause);
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
  public void processElement(
      Either<UserAct, Keyed<UserBehaviour>> done,
      Context context,
      Collector<Keyed<UserBehaviour>> out)
      throws Exception {
    String visitor = context.getCurrentKey();
    if (done.isLeft()) {
      changed(visitor, known(visitor).with(done.left()), context, out);
      return;
    }
    UserBehaviour given = done.right().value();
    if (Event.isAnonymous(visitor)) {
      pass(visitor, given, context.timerService(), out);
    } else if (given != null) {
      changed(visitor, known(visitor).and(given), context, out);
    }
  }

  private UserBehaviour known(String visitor) throws IOException {
    UserBehaviour known = users.value(visitor);
    return known == null ? UserBehaviour.empty(visitor) : known;
  }

  private void changed(
      String user, UserBehaviour next, Context context, Collector<Keyed<UserBehaviour>> out)
      throws Exception {
    users.update(user, next, context.timerService(), out::collect);
    foretell.changed(
        next, context.timerService(), told -> context.output(Foretell.PREDICTED, told));
  }

  private void pass(
      String device,
      @Nullable UserBehaviour since,
      TimerService timers,
      Collector<Keyed<UserBehaviour>> out)
      throws IOException {
    if (since == null) {
      users.forget(device, timers);
      out.collect(Keyed.tombstone(device));
    } else {
      users.touch(device, timers);
      out.collect(Keyed.of(device, known(device).and(since)));
    }
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Keyed<UserBehaviour>> out)
      throws Exception {
    String visitor = context.getCurrentKey();
    TimerService timers = context.timerService();
    if (users.onTimer(visitor, at, timers, out::collect)) {
      users.clear(visitor);
      if (foretell.forget(visitor, timers)) {
        context.output(Foretell.PREDICTED, Keyed.tombstone(visitor));
      }
      return;
    }
    UserBehaviour user = users.value(visitor);
    if (user != null) {
      foretell.onTimer(user, at, timers, told -> context.output(Foretell.PREDICTED, told));
    }
  }

  @Override
  public void forget(String visitor, TimerService timers) throws Exception {
    // First: it spares what it takes for a timer of the others, which go next.
    foretell.forget(visitor, timers);
    users.forget(visitor, timers);
  }
}
