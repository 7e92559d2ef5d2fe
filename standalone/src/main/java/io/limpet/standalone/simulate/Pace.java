package io.limpet.standalone.simulate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How simulated time passes, and what the events say of it. */
public interface Pace {
  /** When shops that have a clock of their own are visited: eight, so that a day has room left. */
  long MORNING_MILLIS = 8L * 60 * 60 * 1_000;

  /** Returns when a visit begins; {@code when} is the part of the day that has passed. */
  void awaitVisit(int day, double when) throws InterruptedException;

  /** Returns when a shopper has thought for so long. */
  void think(double seconds) throws InterruptedException;

  /** What an event says that is done at this second of the day, epoch milliseconds. */
  long millis(int day, double second);

  /**
   * As fast as it goes: the events say that it happened on the days before {@code endMillis}, which
   * must not be after now.
   *
   * @param pause in place of the seconds that somebody thinks: as long as the shop may take to have
   *     heard what was done before, which it has when nobody hurries
   */
  static Pace past(int days, long endMillis, Duration pause) {
    long begin = endMillis - TimeUnit.DAYS.toMillis(days);
    return new Pace() {
      @Override
      public void awaitVisit(int day, double when) {}

      @Override
      public void think(double seconds) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }

      @Override
      public long millis(int day, double second) {
        // Who thinks beyond midnight of the last day would be ahead of the clock.
        return Math.min(endMillis, begin + TimeUnit.DAYS.toMillis(day) + (long) (1_000 * second));
      }
    };
  }

  /**
   * As fast as it goes, with a clock that the shop goes by, too: whoever comes on a day comes at
   * nearly the same time of it, one page takes as long as people take, and from day to day the
   * clock is set forward.
   *
   * @param beginMillis when the first day begins, epoch milliseconds
   * @param pause in place of the seconds that somebody thinks, as above
   */
  static Pace clocked(SimulatedClock clock, long beginMillis, Duration pause) {
    return new Pace() {
      @Override
      public void awaitVisit(int day, double when) {
        clock.reach(beginMillis + TimeUnit.DAYS.toMillis(day) + MORNING_MILLIS);
      }

      @Override
      public void think(double seconds) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }

      @Override
      public long millis(int day, double second) {
        return clock.millis();
      }
    };
  }

  /** In time with the clock: a day takes so long, and the events say that they happen now. */
  static Pace live(Duration day) {
    long began = System.nanoTime();
    return new Pace() {
      @Override
      public void awaitVisit(int atDay, double when) throws InterruptedException {
        long due = began + (long) ((atDay + when) * day.toNanos());
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      }

      @Override
      public void think(double seconds) throws InterruptedException {
        // A visit may not take longer than the day that it is on.
        TimeUnit.NANOSECONDS.sleep((long) Math.min(1e9 * seconds, day.toNanos() / 100.0));
      }

      @Override
      public long millis(int atDay, double second) {
        return System.currentTimeMillis();
      }
    };
  }
}
