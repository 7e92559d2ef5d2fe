package io.limpet.search.index;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due in a thread of its own, which begins with the first task and ends when none is
 * left. What failed is logged, told, and tried again after a while that doubles. Thread-safe.
 */
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final String of;
  private final Pause pause;
  private final List<Task> firstDueFirst;
  private final Consumer<String> failed;
  private @Nullable Thread thread;
  private volatile boolean closed;

  /**
   * Something that is to be done again and again.
   *
   * @param name for the log
   * @param due asked in any thread
   */
  record Task(String name, BooleanSupplier due, Work work) {}

  /** What a task does. */
  interface Work {
    void run() throws IOException;
  }

  /** How long it waits after a failure, and at most after many. */
  record Pause(Duration first, Duration most) {
    Duration afterFailures(int failures) {
      Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, 20));
      return doubled.compareTo(most) < 0 ? doubled : most;
    }
  }

  /**
   * @param of what is kept up, for the log
   * @param firstDueFirst of two tasks that are due the first is done
   * @param failed is told the name of each task that failed
   */
  Upkeep(String of, Pause pause, List<Task> firstDueFirst, Consumer<String> failed) {
    this.of = of;
    this.pause = pause;
    this.firstDueFirst = firstDueFirst;
    this.failed = failed;
  }

  /** To be called when something may have become due; returns at once. */
  synchronized void wake() {
    if (thread == null && !closed && due() != null) {
      var begun = new Thread(this::run, "limpet-index-upkeep");
      begun.setDaemon(true);
      // Answers go before.
      begun.setPriority(Thread.MIN_PRIORITY + 1);
      thread = begun;
      begun.start();
    }
  }

  private @Nullable Task due() {
    for (Task task : firstDueFirst) {
      if (task.due().getAsBoolean()) {
        return task;
      }
    }
    return null;
  }

  /** In the thread. */
  private void run() {
    try {
      doAllThatIsDue();
    } finally {
      // Also if it could not even be logged what failed: the next change begins anew.
      ended();
    }
  }

  private void doAllThatIsDue() {
    int failures = 0;
    for (Task task = next(); task != null; task = next()) {
      try {
        task.work().run();
        failures = 0;
      } catch (IOException | RuntimeException | Error e) {
        if (closed) {
          LOG.debug("{}: closed while it was busy with {}", of, task.name(), e);
          continue;
        }
        failures++;
        Duration wait = pause.afterFailures(failures);
        LOG.warn(
            "{}: {} failed and is tried again in {} s; searches go on with what there is",
            of,
            task.name(),
            wait.toSeconds(),
            e);
        failed.accept(task.name());
        waitFor(wait);
      }
    }
  }

  /** What is to be done next, or nothing, and then the thread ends. */
  private synchronized @Nullable Task next() {
    Task task = closed ? null : due();
    if (task == null) {
      // At once, so that what becomes due from here on begins another.
      ended();
    }
    return task;
  }

  private synchronized void ended() {
    if (thread == Thread.currentThread()) {
      thread = null;
      notifyAll();
    }
  }

  private synchronized void waitFor(Duration wait) {
    long until = System.nanoTime() + wait.toNanos();
    for (long left = wait.toNanos(); left > 0 && !closed; left = until - System.nanoTime()) {
      try {
        // A whole millisecond at least, as 0 is for ever.
        wait(Math.ceilDiv(left, 1_000_000));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Whether what takes long has to be broken off. */
  boolean isClosed() {
    return closed;
  }

  /** Waits until nothing is due. */
  synchronized void settle() throws InterruptedException {
    while (thread != null) {
      wait();
    }
  }

  /** Begins nothing more, and returns when what was begun has ended, even if interrupted. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    boolean interrupted = false;
    while (thread != null) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
