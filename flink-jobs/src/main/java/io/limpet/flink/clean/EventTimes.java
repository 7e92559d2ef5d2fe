package io.limpet.flink.clean;

import io.limpet.core.event.Event;
import java.time.Duration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Puts times right that clients' clocks have wrong. An event whose time is further ahead of its
 * arrival than clocks differ has happened when it arrived: one wrong clock would pull sessions,
 * trends and the order of a history after it. How old an event is says nothing against it, since
 * devices send later what they could not send at once; it is counted.
 *
 * <p>Metrics: {@code skewed}, {@code late} (older at their arrival than jobs that wait wait for),
 * {@code latenessMillis} (histogram of how old events are when they arrive). For one thread.
 */
final class EventTimes {
  private final long skewMillis;
  private final long lateMillis;
  private final Counter skewed;
  private final Counter late;
  private final Histogram latenessMillis;

  /**
   * @param clockSkew how far the time of an event may be ahead of its arrival
   * @param maxLateness how old an event may be when it arrives without being counted as late
   */
  EventTimes(Duration clockSkew, Duration maxLateness, MetricGroup metrics) {
    this.skewMillis = clockSkew.toMillis();
    this.lateMillis = maxLateness.toMillis();
    this.skewed = metrics.counter("skewed");
    this.late = metrics.counter("late");
    this.latenessMillis =
        metrics.histogram("latenessMillis", new DescriptiveStatisticsHistogram(1000));
  }

  /**
   * The event with a time that can be true. Made of the record alone, and so the same when that is
   * read again.
   *
   * @param receivedMillis when its record arrived, epoch milliseconds
   */
  Event putRight(Event event, long receivedMillis) {
    long age = receivedMillis - event.timestampMillis();
    latenessMillis.update(Math.max(0, age));
    if (age > lateMillis) {
      late.inc();
    }
    if (-age <= skewMillis) {
      return event;
    }
    skewed.inc();
    return event.at(receivedMillis);
  }
}
