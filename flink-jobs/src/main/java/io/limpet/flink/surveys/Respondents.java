package io.limpet.flink.surveys;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.SurveyKind;
import io.limpet.flink.wire.Forgetting;
import io.limpet.flink.wire.Lifetime;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Drops repetitions, and says of each answer whether it is a new customer's. Keyed by visitor;
 * takes purchases and surveys only, so that who never buys and never answers costs nothing.
 *
 * <p>State by visitor: {@link Customer}, for the visitor's lifetime.
 */
final class Respondents extends KeyedProcessFunction<String, CleanEvent, SurveyAnswer>
    implements Forgetting {
  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private transient ValueState<Customer> customers;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  Respondents(Duration lifetime) {
    this.lifetime = new Lifetime(lifetime);
  }

  /** Whether an event has to do with surveys. */
  static boolean concerns(CleanEvent clean) {
    return clean.event().type() == EventType.PURCHASE || SurveyKind.of(clean.event()).isPresent();
  }

  @Override
  public void open(OpenContext context) {
    customers =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("customer", Types.POJO(Customer.class)));
  }

  @Override
  public void processElement(CleanEvent clean, Context context, Collector<SurveyAnswer> out)
      throws Exception {
    Customer known = customers.value();
    long now = context.timerService().currentProcessingTime();
    if (known == null) {
      known = Customer.unknown();
      context.timerService().registerProcessingTimeTimer(lifetime.due(now));
    } else if (known.progress().covers(clean)) {
      return;
    }
    Event event = clean.event();
    long day = SurveyAnswer.day(event);
    long first = known.firstBoughtDay();
    if (event.type() == EventType.PURCHASE) {
      first = Math.min(first, day);
    }
    customers.update(new Customer(known.progress().after(clean, now), first));
    Optional<SurveyKind> kind = SurveyKind.of(event);
    if (kind.isPresent()) {
      out.collect(SurveyAnswer.of(kind.get(), event, first < day));
    }
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<SurveyAnswer> out)
      throws Exception {
    Customer known = customers.value();
    if (known == null) {
      return;
    }
    long due = lifetime.due(known.progress().touchedMillis());
    if (due > at) {
      context.timerService().registerProcessingTimeTimer(due);
    } else {
      customers.clear();
    }
  }

  @Override
  public void forget(String visitor, TimerService timers) {
    customers.clear();
    lifetime.deleteTimer(timers);
  }
}
