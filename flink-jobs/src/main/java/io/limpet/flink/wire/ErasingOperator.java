package io.limpet.flink.wire;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.erasure.Fence;
import io.limpet.core.topic.Topics;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.SimpleTimerService;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs a function keyed by visitor, and has it forget who is to be erased. The second input are the
 * records of {@code limpet.erasures}, to all instances: each looks for the visitors that are its
 * own. Others that come with them go to the function, if it is {@link Hearing}. A function may be
 * {@link WritingBehind}. All else is Flink's operator of such functions, and its state.
 *
 * <p>State of every instance: the erasures, without the ids of those that are done.
 */
public final class ErasingOperator<
        IN, OUT, F extends KeyedProcessFunction<String, IN, OUT> & Forgetting>
    extends KeyedProcessOperator<String, IN, OUT>
    implements TwoInputStreamOperator<IN, TopicRecord, OUT> {
  private static final long serialVersionUID = 1;
  private static final MapStateDescriptor<String, Erasure> ERASURES =
      new MapStateDescriptor<>(
          "erasures", StringSerializer.INSTANCE, new TopicSerializer<>(Topics.ERASURES));

  private transient BroadcastState<String, Erasure> erasures;
  private transient TimerService timers;
  private transient Orders orders;
  private transient Scrub scrub;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  public ErasingOperator(F function) {
    super(function);
  }

  @Override
  public void open() throws Exception {
    if (getUserFunction() instanceof WritingBehind behind) {
      behind.keys(this::setCurrentKey);
    }
    super.open();
    erasures = getOperatorStateBackend().getBroadcastState(ERASURES);
    timers =
        new SimpleTimerService(
            this.<String, VoidNamespace>getInternalTimerService(
                "user-timers", VoidNamespaceSerializer.INSTANCE, this));
    orders = new Orders(getMetricGroup());
    scrub = new Scrub();
    raise();
  }

  private void raise() throws Exception {
    var fence = new Fence();
    for (var erasure : erasures.immutableEntries()) {
      fence.add(erasure.getValue());
    }
    function().erased(fence);
  }

  @SuppressWarnings("unchecked") // Flink may have copied it, as the same class
  private F function() {
    return (F) getUserFunction();
  }

  @Override
  public void processElement1(StreamRecord<IN> element) throws Exception {
    processElement(element);
  }

  @Override
  public void processElement2(StreamRecord<TopicRecord> element) throws Exception {
    Erasure erasure = orders.read(element.getValue()).orElse(null);
    if (erasure == null) {
      if (getUserFunction() instanceof Hearing hearing) {
        hearing.hear(element.getValue());
      }
      return;
    }
    erasures.put(erasure.receipt(), erasure);
    raise();
    if (erasure.tellsToForget()) {
      for (String visitor : erasure.visitors()) {
        if (Orders.isOf(getRuntimeContext(), visitor)) {
          setCurrentKey(visitor);
          function().forget(visitor, timers);
          scrub.note(visitor, getRuntimeContext());
        }
      }
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    scrub.run(getKeyedStateBackend());
  }
}
