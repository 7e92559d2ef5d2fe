package io.limpet.standalone.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * Ends the process cleanly on Ctrl-C or SIGTERM: closes what was started, newest first, and exits
 * with 0. A second signal ends it at once.
 *
 * <p>A signal handler and not a shutdown hook: Kafka's and Flink's own hooks would run beside ours
 * and take away the files of a checkpoint that is being written.
 */
final class Shutdown {
  private static final int ENDED_BY_SIGNAL = 130;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean ending;

  /** Listens for signals from now on. */
  static Shutdown onSignals() {
    var shutdown = new Shutdown();
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(
          new Signal(name), signal -> new Thread(shutdown::end, "limpet-shutdown").start());
    }
    return shutdown;
  }

  /** Closes this when the process is ended, before all that was given earlier. */
  <T extends AutoCloseable> T closing(T part) {
    synchronized (parts) {
      parts.push(part);
    }
    return part;
  }

  /** Never returns; the process is ended by a signal. */
  int forever() throws InterruptedException {
    new CountDownLatch(1).await();
    return 0;
  }

  /** Whether a signal came; what fails from now on fails because of that. */
  boolean isEnding() {
    synchronized (parts) {
      return ending;
    }
  }

  private void end() {
    synchronized (parts) {
      if (ending) {
        Runtime.getRuntime().halt(ENDED_BY_SIGNAL);
      }
      ending = true;
    }
    boolean started = closeAll();
    System.out.println("Stopped.");
    System.exit(started ? 0 : ENDED_BY_SIGNAL);
  }

  /** Closes everything, since the command failed. */
  void closeNow() {
    closeAll();
  }

  private boolean closeAll() {
    boolean any = false;
    while (true) {
      AutoCloseable part;
      synchronized (parts) {
        part = parts.poll();
      }
      if (part == null) {
        return any;
      }
      any = true;
      try {
        part.close();
      } catch (Exception e) {
        System.err.println("limpet: stopping: " + e);
      }
    }
  }
}
