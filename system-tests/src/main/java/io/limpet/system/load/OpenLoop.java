package io.limpet.system.load;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts tasks at a fixed rate, whether or not earlier ones have ended, as shoppers do. A task is
 * told when it was meant to begin and measures from there: a stall of the service, or of this
 * generator, then shows in every task that it delayed (no coordinated omission).
 */
public final class OpenLoop {
  private OpenLoop() {}

  /** What is done at every beat. */
  @FunctionalInterface
  public interface Task {
    /**
     * Does it.
     *
     * @param number 0, 1, 2, ...
     * @param intendedNanos when it was meant to begin, on the clock of {@link System#nanoTime}
     */
    void run(long number, long intendedNanos);
  }

  /**
   * Runs {@code perSecond} tasks a second for so long, each on a virtual thread of its own, and
   * returns when the last has ended.
   *
   * @return how many were started
   */
  public static long run(double perSecond, Duration time, Task task) {
    long count = Math.max(1, Math.round(perSecond * time.toNanos() / 1e9));
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long i = 0; i < count; i++) {
        long intended = start + (long) (i / perSecond * 1e9);
        for (long wait = intended - System.nanoTime(); wait > 0; ) {
          LockSupport.parkNanos(wait);
          if (Thread.currentThread().isInterrupted()) {
            return i;
          }
          wait = intended - System.nanoTime();
        }
        long number = i;
        threads.execute(() -> task.run(number, intended));
      }
    }
    return count;
  }
}
