package io.limpet.search;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Work that is done again and again, each in a thread of its own: one that waits delays no other.
 */
final class Housekeeping {
  private final Parts parts;

  Housekeeping(Parts parts) {
    this.parts = parts;
  }

  /** Does it after each pause, until the service is closed. */
  void every(Duration pause, Runnable work) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            run -> {
              var made = new Thread(run, "limpet-housekeeping");
              made.setDaemon(true);
              return made;
            });
    parts.opened(thread::shutdownNow);
    var unused =
        thread.scheduleWithFixedDelay(
            guarded(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What is thrown would end a schedule for good. */
  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        LoggerFactory.getLogger(SearchService.class).warn("housekeeping: {}", e.toString());
      }
    };
  }
}
