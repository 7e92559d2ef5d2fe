package io.limpet.flink.features;

import io.limpet.core.erasure.Fence;
import io.limpet.core.event.Event;
import io.limpet.core.feature.DeviceBehaviour;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.flink.JobSettings;
import io.limpet.flink.wire.Forgetting;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Lifetime;
import io.limpet.flink.wire.WritingBehind;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
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
 * Keeps what was done on a device by nobody in particular, and gives it to the user who signs in
 * there. Keyed by visitor; acts of users pass. What leaves for a user and what is left go into one
 * checkpoint, so it is there once. What an erased visitor did before the erasure is dropped: it may
 * have waited for its item to be listed.
 *
 * <p>State by device: {@link DeviceBehaviour}, for the visitor's lifetime; then a tombstone is
 * written. Counts {@code handedOver} and {@code ownerless}: done so long before the sign-ins that
 * are kept that nobody can say whose it is, and {@code erased}.
 */
final class FoldDevice
    extends KeyedProcessFunction<String, UserAct, Either<UserAct, Keyed<UserBehaviour>>>
    implements Forgetting, WritingBehind, CheckpointedFunction {
  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private final Duration pause;
  private transient Consumer<String> toKey;
  private transient Upserts<DeviceBehaviour, UserBehaviour> devices;
  private transient Counter handedOver;
  private transient Counter ownerless;
  private transient Counter ofErased;
  private transient Fence fence;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  FoldDevice(JobSettings settings) {
    this.lifetime = new Lifetime(settings.visitorLifetime());
    this.pause = settings.featuresPause();
  }

  @Override
  public void keys(Consumer<String> to) {
    toKey = to;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {}

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws IOException {
    devices.store();
  }

  @Override
  @SuppressWarnings("NullAway.Init") // the operator has given the keys before
  public void open(OpenContext context) {
    devices =
        new Upserts<>(
            getRuntimeContext(), toKey, new DeviceCodec(), FoldDevice::written, lifetime, pause);
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    handedOver = metrics.counter("handedOver");
    ownerless = metrics.counter("ownerless");
    ofErased = metrics.counter("erased");
    fence = new Fence();
  }

  @Override
  public void erased(Fence newFence) {
    fence = newFence;
  }

  private static @Nullable UserBehaviour written(DeviceBehaviour device) {
    UserBehaviour behaviour = device.behaviour();
    return behaviour.isEmpty() ? null : behaviour;
  }

  @Override
  public void processElement(
      UserAct act, Context context, Collector<Either<UserAct, Keyed<UserBehaviour>>> out)
      throws Exception {
    String visitor = act.visitor();
    if (fence.keepsOut(visitor, Math.min(act.millis(), act.receivedMillis()))) {
      ofErased.inc();
      return;
    }
    if (!Event.isAnonymous(visitor)) {
      out.collect(Either.Left(act));
      return;
    }
    DeviceBehaviour known = devices.value(visitor);
    DeviceBehaviour.Outcome outcome =
        (known == null ? DeviceBehaviour.empty(visitor) : known).after(act);
    TimerService timers = context.timerService();
    UserBehaviour given = outcome.given();
    if (act.signedIn() != null) {
      devices.replace(visitor, outcome.device(), timers, said -> out.collect(Either.Right(said)));
    } else if (given == null && !outcome.isOwnerless()) {
      devices.update(visitor, outcome.device(), timers, said -> out.collect(Either.Right(said)));
    }
    if (given != null) {
      handedOver.inc();
      out.collect(Either.Right(Keyed.of(given.visitor(), given)));
    } else if (outcome.isOwnerless()) {
      ownerless.inc();
    }
  }

  @Override
  public void onTimer(
      long at, OnTimerContext context, Collector<Either<UserAct, Keyed<UserBehaviour>>> out)
      throws IOException {
    String visitor = context.getCurrentKey();
    if (devices.onTimer(
        visitor, at, context.timerService(), said -> out.collect(Either.Right(said)))) {
      devices.clear(visitor);
    }
  }

  @Override
  public void forget(String visitor, TimerService timers) throws IOException {
    devices.forget(visitor, timers);
  }
}
