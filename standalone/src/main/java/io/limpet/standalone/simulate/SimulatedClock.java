package io.limpet.standalone.simulate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time of a simulation, for a shop that is given a clock: it is set forward to where a day
 * begins, and from there it passes so many times as fast as real time. Never goes back.
 * Thread-safe.
 */
public final class SimulatedClock extends Clock {
  private final double speed;
  private long setMillis;
  private long setNanos = System.nanoTime();

  /**
   * @param beginMillis what it says at first, epoch milliseconds
   * @param speed simulated seconds in a real one, above 0
   */
  public SimulatedClock(long beginMillis, double speed) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("speed is %s; give more than 0".formatted(speed));
    }
    this.speed = speed;
    this.setMillis = beginMillis;
  }

  /** A clock by which somebody thinks for as long as people do while so little passes. */
  public static SimulatedClock thinking(long beginMillis, Duration pause) {
    return new SimulatedClock(
        beginMillis, 1e9 * Visit.MEAN_SECONDS / Math.max(1_000_000, pause.toNanos()));
  }

  /** Sets it forward, unless it is as late already. */
  public synchronized void reach(long millis) {
    if (millis > millis()) {
      setMillis = millis;
      setNanos = System.nanoTime();
    }
  }

  @Override
  public synchronized long millis() {
    return setMillis + (long) (speed * (System.nanoTime() - setNanos) / 1e6);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Always UTC: nothing that is simulated depends on a zone. */
  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("simulated time is UTC");
  }
}
