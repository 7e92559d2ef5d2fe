package io.limpet.flink.engagement;

import io.limpet.core.codec.Codec;
import io.limpet.core.engagement.DayMetrics;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.SumAndWrite;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.jspecify.annotations.Nullable;

/**
 * Adds changes to the figures of a segment's day and writes them. A day stays open for what comes
 * late.
 *
 * <p>State by segment and day: {@link DayState}.
 */
final class AddDays extends SumAndWrite<EngagementDay, EngagementDay, DayState> {
  private static final long serialVersionUID = 1;

  private transient Codec<EngagementDay> codec;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  AddDays(Duration lifetime) {
    super("day", DayState.class, lifetime);
  }

  @Override
  public void open(OpenContext context) throws Exception {
    super.open(context);
    codec = Topics.METRICS.codec();
  }

  @Override
  protected DayState add(
      @Nullable DayState known, EngagementDay change, long nowMillis, long expireAtMillis) {
    DayState before =
        known != null ? known : new DayState(new byte[0], nowMillis, 0, 0, expireAtMillis);
    var metrics = new DayMetrics();
    if (before.figures().length > 0) {
      metrics.merge(codec.decode(before.figures()).metrics());
    }
    metrics.merge(change.metrics());
    // Above what was written before a restore, too: the time goes on.
    long version = Math.max(before.writtenMillis() + 1, nowMillis);
    var sum = new EngagementDay(change.segment(), change.day(), change.zone(), metrics, version);
    return before.with(codec.encode(sum), nowMillis);
  }

  @Override
  protected EngagementDay toWrite(DayState state, long nowMillis) {
    EngagementDay sum = codec.decode(state.figures());
    return new EngagementDay(
        sum.segment(), sum.day(), sum.zone(), sum.metrics(), Math.max(sum.version(), nowMillis));
  }
}
