package io.limpet.standalone.stack;

import io.limpet.standalone.FailedException;
import io.limpet.standalone.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.slf4j.LoggerFactory;

/**
 * Starts parts beside each other, and closes those that did start when one of them does not.
 * Belongs to one thread.
 */
final class Starting implements AutoCloseable {
  private final List<Part<?>> parts = new ArrayList<>();
  private final List<AutoCloseable> before = new ArrayList<>();
  private boolean succeeded;

  /** A part that is being started. */
  record Part<T extends AutoCloseable>(Future<T> future) {
    /** The part once it is started. */
    T get() {
      try {
        return future.get();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        throw cause instanceof RefusedException || cause instanceof FailedException
            ? (RuntimeException) cause
            : new FailedException("starting failed: " + cause, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FailedException("interrupted while starting", e);
      }
    }
  }

  /** Closes this too, last, when starting fails. */
  void closes(AutoCloseable part) {
    before.add(part);
  }

  /** Starts a part in a thread of its own. */
  <T extends AutoCloseable> Part<T> begin(Callable<T> start) {
    var task = new FutureTask<T>(start);
    Thread thread = new Thread(task, "limpet-start-" + parts.size());
    thread.setDaemon(true);
    thread.start();
    var part = new Part<T>(task);
    parts.add(part);
    return part;
  }

  /** Everything started: {@link #close} is to leave it running. */
  void succeeded() {
    succeeded = true;
  }

  @Override
  public void close() {
    if (succeeded) {
      return;
    }
    List<AutoCloseable> started = new ArrayList<>();
    for (Part<?> part : parts.reversed()) {
      try {
        started.add(part.get());
      } catch (RuntimeException e) {
        // It never started; whoever waits for it is told.
      }
    }
    started.addAll(before);
    closeAll(started);
  }

  /** Closes all of them in this order, whatever happens. */
  static void closeAll(List<? extends AutoCloseable> parts) {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        LoggerFactory.getLogger(Starting.class).warn("closing {}", part.getClass(), e);
      }
    }
  }
}
