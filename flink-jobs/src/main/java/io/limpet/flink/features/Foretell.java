package io.limpet.flink.features;

import io.limpet.core.event.Event;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.prediction.Prediction;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.WireTypes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the user of the current key will do: after a change at once if nothing was told for
 * the pause, else at the pause's end, and without one once a day, since time alone changes what is
 * to be expected of somebody who stays away. So a release is heard of within a day. While the
 * generation in use predicts nothing, nothing is told, and what was is taken back. Anonymous
 * visitors are passed over: nobody can write to them, and no model was learned from them.
 *
 * <p>Owned by one function, which passes its timers on. State by user: {@link Foretold}, as long as
 * the function keeps the behaviour.
 */
final class Foretell {
  /** Where predictions leave. */
  static final OutputTag<Keyed<Prediction>> PREDICTED =
      new OutputTag<>("predicted", WireTypes.keyed(Topics.PREDICTIONS));

  /** From one telling to the next, if nothing happens. */
  static final long DAY_MILLIS = 86_400_000;

  /** When to look again while a generation is being opened, or may not have been heard of yet. */
  static final long SOON_MILLIS = 10_000;

  private final ValueState<Foretold> state;
  private final Predictors predictors;
  private final long pauseMillis;
  private final Others others;

  /** The other timers of the current key. */
  @FunctionalInterface
  interface Others {
    /** Whether one is of this time, which is not to be deleted then: Flink keeps one for both. */
    boolean await(String user, long at);
  }

  Foretell(RuntimeContext context, Predictors predictors, Duration pause, Others others) {
    this.state =
        context.getState(new ValueStateDescriptor<>("foretold", Types.POJO(Foretold.class)));
    this.predictors = predictors;
    this.pauseMillis = pause.toMillis();
    this.others = others;
  }

  /** Is told of a change, and tells what follows from it, now or soon. */
  void changed(UserBehaviour user, TimerService timers, Consumer<Keyed<Prediction>> out)
      throws Exception {
    if (Event.isAnonymous(user.visitor())) {
      return;
    }
    Foretold known = state.value();
    long now = timers.currentProcessingTime();
    if (known == null || known.toldMillis() == 0) {
      if (known == null || predictors.mayPredict(user.visitor())) {
        tell(user, known, timers, out);
      }
      return;
    }
    long next = known.toldMillis() + pauseMillis;
    if (next <= now) {
      tell(user, known, timers, out);
    } else if (next < known.dueMillis()) {
      due(user.visitor(), known, known.toldMillis(), next, timers);
    }
  }

  /** Does what is due by a timer of processing time. */
  void onTimer(UserBehaviour user, long at, TimerService timers, Consumer<Keyed<Prediction>> out)
      throws Exception {
    Foretold known = state.value();
    if (known != null && known.dueMillis() == at) {
      tell(user, known, timers, out);
    }
  }

  private void tell(
      UserBehaviour user,
      @Nullable Foretold known,
      TimerService timers,
      Consumer<Keyed<Prediction>> out)
      throws Exception {
    long now = timers.currentProcessingTime();
    long told = known == null ? 0 : known.toldMillis();
    Optional<Predictors.Known> by = predictors.of(user.visitor());
    if (by.isEmpty()) {
      due(user.visitor(), known, told, now + SOON_MILLIS, timers);
      return;
    }
    String generation = by.get().generation();
    var predictor = by.get().predictor();
    if (predictor.isPresent()) {
      Prediction of = Prediction.of(predictor.get(), generation, user, now);
      out.accept(Keyed.of(user.visitor(), of));
      told = now;
    } else if (told > 0) {
      out.accept(Keyed.tombstone(user.visitor()));
      told = 0;
    }
    boolean isEarly = known == null && predictor.isEmpty();
    due(user.visitor(), known, told, now + (isEarly ? SOON_MILLIS : DAY_MILLIS), timers);
  }

  private void due(String user, @Nullable Foretold known, long told, long due, TimerService timers)
      throws Exception {
    delete(user, known, timers);
    timers.registerProcessingTimeTimer(due);
    state.update(new Foretold(told, due));
  }

  private void delete(String user, @Nullable Foretold known, TimerService timers) {
    if (known != null && !others.await(user, known.dueMillis())) {
      timers.deleteProcessingTimeTimer(known.dueMillis());
    }
  }

  /**
   * Forgets the user and what is due.
   *
   * @return whether something that was told stands
   */
  boolean forget(String user, TimerService timers) throws Exception {
    Foretold known = state.value();
    delete(user, known, timers);
    state.clear();
    return known != null && known.toldMillis() > 0;
  }
}
