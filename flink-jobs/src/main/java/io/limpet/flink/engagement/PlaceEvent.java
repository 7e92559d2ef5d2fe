package io.limpet.flink.engagement;

import io.limpet.core.codec.Codec;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.label.Attribution;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Forgetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;

/**
 * Gives events the answer that they name, whichever comes first. Keyed by visitor, so that whoever
 * is to be forgotten can be; an answer to somebody else is not found.
 *
 * <p>State by visitor: at most {@link #ANSWERS} answers and as many that only events speak of, each
 * with at most {@link #EARLY} of these; for the purchase window from when it became known, by
 * processing time. Counts events whose answer never came as {@code unmatched}.
 */
final class PlaceEvent extends KeyedProcessFunction<String, Either<Served, CleanEvent>, Placed>
    implements Forgetting {
  /** Answers of one visitor; of more, new ones are passed over. */
  static final int ANSWERS = 1_000;

  /** Events of one answer that wait for it: more are no more than somebody's mistake. */
  static final int EARLY = 100;

  private static final long serialVersionUID = 1;

  private final long keptMillis;
  private transient MapState<String, Answer> answers;
  private transient MapState<String, Early> early;
  private transient Codec<CleanEvent> codec;
  private transient Counter unmatched;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  PlaceEvent(Attribution attribution) {
    this.keptMillis = attribution.purchaseWindowMillis();
  }

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    answers =
        runtime.getMapState(
            new MapStateDescriptor<>("answers", Types.STRING, Types.POJO(Answer.class)));
    early =
        runtime.getMapState(
            new MapStateDescriptor<>("early", Types.STRING, Types.POJO(Early.class)));
    codec = Topics.EVENTS_CLEAN.codec();
    unmatched = runtime.getMetricGroup().counter("unmatched");
  }

  @Override
  public void processElement(
      Either<Served, CleanEvent> either, Context context, Collector<Placed> out) throws Exception {
    if (either.isLeft()) {
      take(either.left(), context.timerService(), out);
    } else {
      take(either.right(), context.timerService(), out);
    }
  }

  private void take(Served served, TimerService timers, Collector<Placed> out) throws Exception {
    String id = served.recommendationId();
    if (answers.contains(id) || isFull(answers)) {
      return; // a further page, or the same again
    }
    Answer answer = Answer.of(served, keep(timers));
    answers.put(id, answer);
    Early waited = early.get(id);
    if (waited != null) {
      early.remove(id);
      for (byte[] event : waited.events()) {
        out.collect(new Placed(served.visitor(), event, answer));
      }
    }
  }

  private void take(CleanEvent clean, TimerService timers, Collector<Placed> out) throws Exception {
    String id = String.valueOf(clean.event().recommendationId());
    Answer answer = answers.get(id);
    if (answer != null) {
      out.collect(new Placed(clean.event().visitor(), codec.encode(clean), answer));
      return;
    }
    Early waited = early.get(id);
    if (waited == null && !isFull(early)) {
      early.put(id, new Early(new byte[][] {codec.encode(clean)}, keep(timers)));
    } else if (waited != null && waited.events().length < EARLY) {
      early.put(id, waited.with(codec.encode(clean)));
    } else {
      unmatched.inc();
    }
  }

  private static boolean isFull(MapState<String, ?> known) throws Exception {
    int held = 0;
    for (String unused : known.keys()) {
      held++;
    }
    return held >= ANSWERS;
  }

  /** Sees to it that what begins now ends in time; returns now. */
  private long keep(TimerService timers) {
    long now = timers.currentProcessingTime();
    timers.registerProcessingTimeTimer(now + keptMillis);
    return now;
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Placed> out) throws Exception {
    List<String> over = new ArrayList<>();
    for (Map.Entry<String, Answer> answer : answers.entries()) {
      if (answer.getValue().sinceMillis() + keptMillis <= at) {
        over.add(answer.getKey());
      }
    }
    for (Map.Entry<String, Early> waited : early.entries()) {
      if (waited.getValue().sinceMillis() + keptMillis <= at) {
        over.add(waited.getKey());
        unmatched.inc(waited.getValue().events().length);
      }
    }
    for (String id : over) {
      answers.remove(id);
      early.remove(id);
    }
  }

  @Override
  public void forget(String visitor, TimerService timers) throws Exception {
    for (Answer answer : answers.values()) {
      timers.deleteProcessingTimeTimer(answer.sinceMillis() + keptMillis);
    }
    for (Early waited : early.values()) {
      timers.deleteProcessingTimeTimer(waited.sinceMillis() + keptMillis);
    }
    answers.clear();
    early.clear();
  }
}
