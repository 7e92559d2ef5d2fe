package io.limpet.flink.labels;

import io.limpet.core.served.Served;
import io.limpet.flink.wire.Scrub;
import io.limpet.lake.row.ExampleRow;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Runs {@link LabelAnswer}, and takes what it forgot out of the files of the state. */
final class LabelOperator extends KeyedCoProcessOperator<String, Served, Touch, ExampleRow> {
  private static final long serialVersionUID = 1;

  private transient Scrub scrub;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  LabelOperator(LabelAnswer function) {
    super(function);
  }

  @Override
  public void open() throws Exception {
    super.open();
    scrub = new Scrub();
  }

  @Override
  public void processElement2(StreamRecord<Touch> element) throws Exception {
    super.processElement2(element);
    if (element.getValue().isForgetting()) {
      scrub.note(element.getValue().recommendationId(), getRuntimeContext());
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    scrub.run(getKeyedStateBackend());
  }
}
