package io.limpet.flink.engagement;

import io.limpet.core.engagement.DayMetrics;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.engagement.Segment;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds changes up where they arise, before they are sent to whoever has the day: the busiest
 * segment costs {@code 1000 / HOLD_MILLIS} records a second of each instance, whatever happens in
 * it, so no key is hot. What is held is sent before each checkpoint, so nothing has to be kept in
 * one.
 */
final class CombineDays extends AbstractStreamOperator<EngagementDay>
    implements OneInputStreamOperator<EngagementDay, EngagementDay> {
  /** How long a change waits for others. */
  static final long HOLD_MILLIS = 200;

  /** Records held at most; a past that is imported touches many days. */
  static final int MOST = 2_000;

  private static final long serialVersionUID = 1;

  private transient Map<Of, EngagementDay> held;

  /** Of what a change is. As text it would cost more than all else here. */
  private record Of(Segment segment, long day) {}

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  CombineDays() {}

  @Override
  public void open() throws Exception {
    super.open();
    held = new HashMap<>();
  }

  @Override
  public void processElement(StreamRecord<EngagementDay> element) {
    EngagementDay change = element.getValue();
    int before = held.size();
    held.computeIfAbsent(new Of(change.segment(), change.day()), of -> zero(change))
        .metrics()
        .merge(change.metrics());
    if (held.size() == before) {
      return;
    }
    if (before == 0) {
      var time = getProcessingTimeService();
      time.registerTimer(time.getCurrentProcessingTime() + HOLD_MILLIS, at -> send());
    } else if (held.size() >= MOST) {
      send();
    }
  }

  /** Figures of our own: those of a change are other segments' too. */
  private static EngagementDay zero(EngagementDay change) {
    return new EngagementDay(
        change.segment(), change.day(), change.zone(), new DayMetrics(), change.version());
  }

  private void send() {
    for (EngagementDay day : held.values()) {
      if (!day.metrics().isZero()) {
        output.collect(new StreamRecord<>(day));
      }
    }
    held.clear();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    send();
  }

  @Override
  public void finish() throws Exception {
    send();
    super.finish();
  }
}
