package io.limpet.flink.clean;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventReader;
import io.limpet.core.event.EventResult;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.RejectedEvent;
import io.limpet.core.event.Rejection;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.RawEvent;
import io.limpet.flink.wire.WireTypes;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reads raw events; the refused ones leave by the side, with the reason and their bytes. Counts
 * {@code rejected} by {@code reason}. Holds no state.
 */
final class ReadEvents extends ProcessFunction<RawEvent, CleanEvent> {
  /** Where refused events leave. */
  static final OutputTag<Keyed<RejectedEvent>> REJECTED =
      new OutputTag<>("rejected", WireTypes.keyed(Topics.EVENTS_REJECTED));

  /** The longest raw bytes that are kept: a record with more would be refused by most brokers. */
  static final int RAW_BYTES = 900_000;

  /** Of an event that has not been put into a session yet. */
  static final String NO_SESSION = "";

  private static final long serialVersionUID = 1;

  private transient Map<RejectReason, Counter> rejected;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  ReadEvents() {}

  @Override
  public void open(OpenContext context) {
    rejected = new EnumMap<>(RejectReason.class);
    for (RejectReason reason : RejectReason.values()) {
      rejected.put(
          reason,
          getRuntimeContext()
              .getMetricGroup()
              .addGroup("reason", reason.label())
              .counter("rejected"));
    }
  }

  @Override
  public void processElement(RawEvent raw, Context context, Collector<CleanEvent> out) {
    // Whoever sends no event id gets one that is the same when the record is read again.
    var reader = new EventReader(() -> raw.partition() + "-" + raw.offset(), raw.receivedMillis());
    switch (reader.read(raw.value())) {
      case EventResult.Accepted read ->
          out.collect(
              new CleanEvent(
                  read.event(), NO_SESSION, raw.receivedMillis(), raw.partition(), raw.offset()));
      case EventResult.Rejected refused -> reject(raw, refused.rejection(), context);
    }
  }

  private void reject(RawEvent raw, Rejection rejection, Context context) {
    Objects.requireNonNull(rejected.get(rejection.reason())).inc();
    byte[] bytes =
        raw.value().length <= RAW_BYTES ? raw.value() : Arrays.copyOf(raw.value(), RAW_BYTES);
    context.output(
        REJECTED,
        new Keyed<>(
            raw.key(),
            new RejectedEvent(
                rejection, bytes, raw.receivedMillis(), raw.partition(), raw.offset())));
  }
}
