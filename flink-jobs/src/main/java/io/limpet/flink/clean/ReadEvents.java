package io.limpet.flink.clean;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventReader;
import io.limpet.core.event.EventResult;
import io.limpet.core.event.RejectedEvent;
import io.limpet.core.event.Rejection;
import io.limpet.core.event.Replay;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.RawEvent;
import io.limpet.flink.wire.WireTypes;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reads raw events; the refused ones leave by the side, with the reason and their bytes.
 * {@linkplain EventTimes Times} that cannot be true are put right. Counts {@code rejected} by
 * {@code reason}. Holds no state.
 *
 * <p>A rejected event that is sent again is read as it was when it came first: it has the id of
 * that record, and its time where it has none of its own. Refused again it does not leave, since it
 * is still where it was sent from.
 */
final class ReadEvents extends ProcessFunction<RawEvent, ReadEvent> {
  /** Where refused events leave. */
  static final OutputTag<Keyed<RejectedEvent>> REJECTED =
      new OutputTag<>("rejected", WireTypes.keyed(Topics.EVENTS_REJECTED));

  /** Of an event that has not been put into a session yet. */
  static final String NO_SESSION = "";

  private static final long serialVersionUID = 1;

  private final Duration clockSkew;
  private final Duration maxLateness;
  private transient RejectionCounters rejected;
  private transient EventTimes times;

  /**
   * @param clockSkew how far the time of an event may be ahead of its arrival
   * @param maxLateness how old an event may be when it arrives without being counted as late
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open first
  ReadEvents(Duration clockSkew, Duration maxLateness) {
    this.clockSkew = clockSkew;
    this.maxLateness = maxLateness;
  }

  @Override
  public void open(OpenContext context) {
    rejected = new RejectionCounters(getRuntimeContext(), reason -> !reason.isQuarantine());
    times = new EventTimes(clockSkew, maxLateness, getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawEvent raw, Context context, Collector<ReadEvent> out) {
    Optional<Replay> replay = Replay.parse(raw.replay());
    // Whoever sends no event id gets one that is the same when the record is read again.
    int partition = replay.map(Replay::partition).orElse(raw.partition());
    long offset = replay.map(Replay::offset).orElse(raw.offset());
    long firstMillis = replay.map(Replay::receivedMillis).orElse(raw.receivedMillis());
    var reader = new EventReader(() -> partition + "-" + offset, firstMillis);
    switch (reader.read(raw.value())) {
      case EventResult.Accepted read ->
          out.collect(
              new ReadEvent(
                  new CleanEvent(
                      times.putRight(read.event(), firstMillis),
                      NO_SESSION,
                      raw.receivedMillis(),
                      raw.partition(),
                      raw.offset()),
                  raw.key(),
                  replay.isPresent(),
                  replay.map(Replay::released).orElse(false)));
      case EventResult.Rejected refused ->
          reject(raw, refused.rejection(), replay.isPresent(), context);
    }
  }

  private void reject(RawEvent raw, Rejection rejection, boolean again, Context context) {
    rejected.inc(rejection.reason());
    if (again) {
      return;
    }
    context.output(
        REJECTED,
        new Keyed<>(
            raw.key(),
            new RejectedEvent(
                rejection,
                RejectedEvent.bounded(raw.value()),
                raw.receivedMillis(),
                raw.partition(),
                raw.offset())));
  }
}
