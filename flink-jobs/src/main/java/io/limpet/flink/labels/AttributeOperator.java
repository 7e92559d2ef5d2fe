package io.limpet.flink.labels;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.served.Served;
import io.limpet.flink.wire.Scrub;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.types.Either;

/**
 * Tells {@link AttributeVisitor} up to when all answers have been read, and whether any come. Flink
 * tells functions the lower of both watermarks only, and an event need not wait for other events.
 * Takes who was forgotten out of the files of the state.
 */
final class AttributeOperator
    extends KeyedCoProcessOperator<String, Served, Either<CleanEvent, String>, Touch> {
  private static final long serialVersionUID = 1;

  /** Flink counts inputs from 0. */
  private static final int ANSWERS = 0;

  private final AttributeVisitor function;
  private transient Scrub scrub;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  AttributeOperator(AttributeVisitor function) {
    super(function);
    this.function = function;
  }

  @Override
  public void open() throws Exception {
    super.open();
    scrub = new Scrub();
  }

  @Override
  public void processElement2(StreamRecord<Either<CleanEvent, String>> element) throws Exception {
    super.processElement2(element);
    if (element.getValue().isRight()) {
      scrub.note(element.getValue().right(), getRuntimeContext());
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    scrub.run(getKeyedStateBackend());
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
