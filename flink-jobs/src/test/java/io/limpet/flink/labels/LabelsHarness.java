package io.limpet.flink.labels;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.label.Attribution;
import io.limpet.core.served.Served;
import io.limpet.lake.row.ExampleRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;

/** The two operators of the job, one behind the other, without a cluster. */
final class LabelsHarness implements AutoCloseable {
  private static final Duration LIFETIME = Duration.ofDays(400);

  private static final Duration QUIET = Duration.ofMinutes(1);

  private final Attribution attribution;
  private final KeyedTwoInputStreamOperatorTestHarness<
          String, Served, Either<CleanEvent, String>, Touch>
      visitors;
  private final KeyedTwoInputStreamOperatorTestHarness<String, Served, Touch, ExampleRow> answers;
  private final List<ExampleRow> rows = new ArrayList<>();
  private int touchesTaken;
  private int rowsTaken;

  /** Both states, and how many rows had been written. */
  record Snapshot(OperatorSubtaskState visitors, OperatorSubtaskState answers, int rows) {}

  LabelsHarness(Attribution attribution) throws Exception {
    this(attribution, null);
  }

  /** Goes on from a snapshot. */
  LabelsHarness(Attribution attribution, @Nullable Snapshot from) throws Exception {
    this.attribution = attribution;
    visitors =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new AttributeOperator(new AttributeVisitor(attribution, LIFETIME, QUIET)),
            Served::visitor,
            LabelsJob::visitor,
            Types.STRING);
    answers =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new LabelOperator(new LabelAnswer(attribution)),
            Served::recommendationId,
            Touch::recommendationId,
            Types.STRING);
    visitors.setup(
        Types.POJO(Touch.class)
            .createSerializer(visitors.getExecutionConfig().getSerializerConfig()));
    answers.setup(
        Types.POJO(ExampleRow.class)
            .createSerializer(answers.getExecutionConfig().getSerializerConfig()));
    if (from != null) {
      visitors.initializeState(from.visitors());
      answers.initializeState(from.answers());
    }
    visitors.open();
    answers.open();
    visitors.setProcessingTime(Scenario.START);
  }

  void take(Served served) throws Exception {
    if (!served.visitor().isEmpty()) {
      visitors.processElement1(served, 0);
    }
    answers.processElement1(served, 0);
    pass();
  }

  void take(CleanEvent clean) throws Exception {
    if (attribution.asks(clean)) {
      visitors.processElement2(Either.Left(clean), 0);
      pass();
    }
  }

  void forget(String visitor) throws Exception {
    visitors.processElement2(Either.Right(visitor), 0);
    pass();
  }

  /** No more answers are given for now. */
  void noAnswers() throws Exception {
    visitors.processWatermarkStatus1(WatermarkStatus.IDLE);
  }

  /** Of the answers alone. */
  void answersUntil(long millis) throws Exception {
    visitors.processWatermark1(new Watermark(millis));
    pass();
  }

  void watermark(long millis) throws Exception {
    visitors.processBothWatermarks(new Watermark(millis));
    pass();
    answers.processBothWatermarks(new Watermark(millis));
    pass();
  }

  private void pass() throws Exception {
    List<Touch> touches = visitors.extractOutputValues();
    for (; touchesTaken < touches.size(); touchesTaken++) {
      answers.processElement2(touches.get(touchesTaken), 0);
    }
    List<ExampleRow> all = answers.extractOutputValues();
    for (; rowsTaken < all.size(); rowsTaken++) {
      rows.add(all.get(rowsTaken));
    }
  }

  /** How many touches were passed on so far. */
  int touches() {
    return touchesTaken;
  }

  /** All rows so far, every version. */
  List<ExampleRow> rows() {
    return rows;
  }

  Snapshot snapshot(long id) throws Exception {
    return new Snapshot(visitors.snapshot(id, id), answers.snapshot(id, id), rows.size());
  }

  void processingTime(long millis) throws Exception {
    visitors.setProcessingTime(millis);
  }

  /** Entries of state and timers of both. */
  int held() {
    return visitors.numKeyedStateEntries()
        + visitors.numEventTimeTimers()
        + visitors.numProcessingTimeTimers()
        + heldOfAnswers();
  }

  int heldOfAnswers() {
    return answers.numKeyedStateEntries() + answers.numEventTimeTimers();
  }

  @Override
  public void close() throws Exception {
    visitors.close();
    answers.close();
  }
}
