package io.limpet.flink.wire;

import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;

/**
 * Runs a function that is {@link WritingBehind}. All else is Flink's operator of such functions.
 */
public final class WritingBehindOperator<
        IN1, IN2, OUT, F extends KeyedCoProcessFunction<String, IN1, IN2, OUT> & WritingBehind>
    extends KeyedCoProcessOperator<String, IN1, IN2, OUT> {
  private static final long serialVersionUID = 1;

  public WritingBehindOperator(F function) {
    super(function);
  }

  @Override
  @SuppressWarnings("unchecked") // Flink may have copied it, as the same class
  public void open() throws Exception {
    ((F) getUserFunction()).keys(this::setCurrentKey);
    super.open();
  }
}
