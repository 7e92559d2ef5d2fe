package io.limpet.flink.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.JobSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkOutputMultiplexer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

/** Partitions as a source keeps them: a generator each, and what is the least of all. */
class WatermarksTest {
  private static final long NOON = SampleEvents.NOON;
  private static final JobSettings SETTINGS =
      JobSettings.parse(new String[] {"--max-lateness", "1min", "--idle-after", "10s"}, Map.of());

  /** A partition's own watermark is of no interest here. */
  private static final WatermarkOutputMultiplexer.WatermarkUpdateListener UNHEARD =
      new WatermarkOutputMultiplexer.WatermarkUpdateListener() {
        @Override
        public void onIdleUpdate(boolean idle) {}

        @Override
        public void onWatermarkUpdate(long millis) {}
      };

  private final ManualClock clock = new ManualClock();
  private final Job job = new Job();
  private final WatermarkOutputMultiplexer source = new WatermarkOutputMultiplexer(job);

  @Test
  void waitsForThePartitionThatIsFurthestBehind() {
    Partition near = new Partition("near");
    Partition far = new Partition("far");
    near.takes(NOON);
    far.takes(NOON - 3_600_000);
    assertThat(job.watermark).isEqualTo(NOON - 3_600_000 - 60_000 - 1);
    far.takes(NOON + 1_000);
    assertThat(job.watermark).isEqualTo(NOON - 60_000 - 1);
  }

  @Test
  void doesNotGoBackForALateEvent() {
    Partition only = new Partition("only");
    only.takes(NOON);
    only.takes(NOON - 50_000);
    assertThat(job.watermark).isEqualTo(NOON - 60_000 - 1);
  }

  @Test
  void aPartitionWithoutRecordsHoldsNobodyUpForLong() {
    Partition busy = new Partition("busy");
    Partition silent = new Partition("silent");
    busy.takes(NOON);
    silent.looksAround();
    assertThat(job.watermark).as("it may yet bring something").isEqualTo(Long.MIN_VALUE);
    for (int second = 1; second <= 12; second++) {
      clock.advanceTime(Duration.ofSeconds(1));
      busy.takes(NOON + second * 1_000L);
      silent.looksAround();
    }
    assertThat(job.watermark).isEqualTo(NOON + 12_000 - 60_000 - 1);
    // When somebody comes there, time does not go back, and the partition counts again.
    silent.takes(NOON);
    busy.takes(NOON + 100_000);
    assertThat(job.watermark).isEqualTo(NOON + 12_000 - 60_000 - 1);
    silent.takes(NOON + 90_000);
    assertThat(job.watermark).isEqualTo(NOON + 90_000 - 60_000 - 1);
  }

  /** One partition of the topic. */
  private final class Partition {
    private final TimestampAssigner<CleanEvent> times;
    private final WatermarkGenerator<CleanEvent> generator;
    private final WatermarkOutput events;
    private final WatermarkOutput pauses;

    Partition(String name) {
      WatermarkStrategy<CleanEvent> strategy = Kafka.watermarks(SETTINGS);
      var context = new Context(clock);
      times = strategy.createTimestampAssigner(context);
      generator = strategy.createWatermarkGenerator(context);
      source.registerNewOutput(name, UNHEARD);
      events = source.getImmediateOutput(name);
      pauses = source.getDeferredOutput(name);
    }

    void takes(long millis) {
      CleanEvent event = SampleEvents.clean(SampleEvents.view("e", "ann", "mug", millis), 1);
      generator.onEvent(event, times.extractTimestamp(event, Long.MIN_VALUE), events);
      looksAround();
    }

    void looksAround() {
      generator.onPeriodicEmit(pauses);
      source.onPeriodicEmit();
    }
  }

  private record Context(RelativeClock clock)
      implements org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier.Context,
          org.apache.flink.api.common.eventtime.TimestampAssignerSupplier.Context {
    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup();
    }

    @Override
    public RelativeClock getInputActivityClock() {
      return clock;
    }
  }

  /** What the job behind the source is told. */
  private static final class Job implements WatermarkOutput {
    private long watermark = Long.MIN_VALUE;

    @Override
    public void emitWatermark(Watermark mark) {
      watermark = mark.getTimestamp();
    }

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }
}
