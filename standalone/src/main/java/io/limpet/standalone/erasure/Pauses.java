package io.limpet.standalone.erasure;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits of whoever erases, which end at once when erasing is to stop. */
final class Pauses {
  /** Erasing is to stop: what is written goes on at the next start. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
      super("erasing stops and goes on at the next start");
    }
  }

  private final CountDownLatch stop = new CountDownLatch(1);

  /** Has whoever waits, and whoever will, stop. */
  void stop() {
    stop.countDown();
  }

  boolean isStopped() {
    return stop.getCount() == 0;
  }

  /**
   * Waits.
   *
   * @throws StoppedException when erasing is to stop
   */
  void pause(long millis) {
    try {
      if (stop.await(millis, TimeUnit.MILLISECONDS)) {
        throw new StoppedException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    }
  }
}
