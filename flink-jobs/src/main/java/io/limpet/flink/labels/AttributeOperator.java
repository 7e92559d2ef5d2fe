package io.limpet.flink.labels;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.served.Served;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Tells {@link AttributeVisitor} up to when all answers have been read, and whether any come. Flink
 * tells functions the lower of both watermarks only, and an event need not wait for other events.
 */
final class AttributeOperator extends KeyedCoProcessOperator<String, Served, CleanEvent, Touch> {
  private static final long serialVersionUID = 1;

  /** Flink counts inputs from 0. */
  private static final int ANSWERS = 0;

  private final AttributeVisitor function;

  AttributeOperator(AttributeVisitor function) {
    super(function);
    this.function = function;
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    function.readAnswersUntil(mark.getTimestamp());
    super.processWatermark1(mark);
  }

  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
    if (input == ANSWERS) {
      function.answersCome(
          status.isActive(), getProcessingTimeService().getCurrentProcessingTime());
    }
    super.processWatermarkStatus(status, input);
  }
}
