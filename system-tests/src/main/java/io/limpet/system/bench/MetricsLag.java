package io.limpet.system.bench;

import io.limpet.core.engagement.Dimension;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.event.EventType;
import io.limpet.core.topic.Topics;
import io.limpet.system.load.Latencies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How far {@code limpet.metrics} is behind {@code limpet.events.clean}: how long ago there were as
 * many clean events as the days of all visitors count. Looked at just before each new record of
 * these days, when the one before is oldest. Used by one thread.
 */
final class MetricsLag implements AutoCloseable {
  private final TopicMeter<EngagementDay> metrics;
  private final List<Sample> samples = new ArrayList<>();
  private final List<Counted> records = new ArrayList<>();

  /** So many clean events there were. */
  private record Sample(long millis, long clean) {}

  /** So many events the record of a segment's day counts. */
  private record Counted(long millis, String key, long events) {}

  MetricsLag(String bootstrapServers) {
    this.metrics = new TopicMeter<>(bootstrapServers, Topics.METRICS);
  }

  /** Notes how many clean events there are now, and what was written since. */
  void sample(long clean) {
    samples.add(new Sample(System.currentTimeMillis(), clean));
    metrics.follow(this::note);
  }

  private void note(EngagementDay day, long atMillis) {
    if (day.segment().dimension() == Dimension.ALL) {
      records.add(new Counted(atMillis, day.key(), events(day)));
    }
  }

  /** How far behind it was, of the records between two times; to be asked once nothing comes. */
  Latencies.Summary between(long fromMillis, long untilMillis) {
    metrics.readOn(this::note);
    records.sort(Comparator.comparingLong(Counted::millis));
    var behind = new Latencies();
    Map<String, Long> days = new HashMap<>();
    for (Counted record : records) {
      long known = days.values().stream().mapToLong(Long::longValue).sum();
      if (record.millis() >= fromMillis && record.millis() < untilMillis) {
        long late = Math.max(0, record.millis() - when(known));
        behind.addNanos(TimeUnit.MILLISECONDS.toNanos(late));
      }
      days.put(record.key(), record.events());
    }
    return behind.summary();
  }

  private static long events(EngagementDay day) {
    return Stream.of(EventType.values()).mapToLong(day.metrics()::events).sum();
  }

  /** When there were so many clean events and not yet more, as of the samples around. */
  private long when(long clean) {
    Sample before = samples.getFirst();
    for (Sample sample : samples) {
      if (sample.clean() > clean) {
        double part =
            (clean - before.clean()) / (double) Math.max(1, sample.clean() - before.clean());
        return before.millis() + (long) (part * (sample.millis() - before.millis()));
      }
      before = sample;
    }
    return before.millis();
  }

  @Override
  public void close() {
    metrics.close();
  }
}
