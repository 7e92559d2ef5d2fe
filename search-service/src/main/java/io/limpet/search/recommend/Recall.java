package io.limpet.search.recommend;

import io.limpet.search.surface.Surface.Share;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks sources within their deadlines. A source in good standing runs in the thread of the request,
 * which costs nothing; what it brings too late is left out. One that was late runs in a thread of
 * its own, and is waited for no longer than its deadline, until it was in time often enough. Those
 * threads are few: sources that hang use them up and are then left out at once. Thread-safe.
 */
final class Recall {
  private static final int IN_TIME_AGAIN = 100;
  private static final int THREADS = 8;

  private final Map<String, AtomicInteger> probation = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor aside =
      new ThreadPoolExecutor(
          0,
          THREADS,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          run -> {
            var made = new Thread(run, "limpet-late-source");
            made.setDaemon(true);
            return made;
          });

  /** A source did not answer within its deadline. */
  static final class LateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LateException(int timeoutMillis) {
      super("was not done within %d ms".formatted(timeoutMillis), null, false, false);
    }
  }

  /**
   * What the source brings.
   *
   * @throws LateException when it is past its deadline
   * @throws RuntimeException what the source threw
   */
  List<Candidate> ask(CandidateSource source, Query query, Share share) {
    AtomicInteger left = probation.computeIfAbsent(source.name(), name -> new AtomicInteger());
    try {
      return left.get() == 0 ? here(source, query, share) : aside(source, query, share, left);
    } catch (LateException e) {
      left.set(IN_TIME_AGAIN);
      throw e;
    }
  }

  private static List<Candidate> here(CandidateSource source, Query query, Share share) {
    long began = System.nanoTime();
    List<Candidate> brought = source.fetch(query, share.quota());
    if (System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(share.timeoutMillis())) {
      throw new LateException(share.timeoutMillis());
    }
    return brought;
  }

  private List<Candidate> aside(
      CandidateSource source, Query query, Share share, AtomicInteger left) {
    Future<List<Candidate>> running;
    try {
      running = aside.submit(() -> source.fetch(query, share.quota()));
    } catch (RejectedExecutionException e) {
      throw new LateException(share.timeoutMillis());
    }
    try {
      List<Candidate> brought = running.get(share.timeoutMillis(), TimeUnit.MILLISECONDS);
      left.getAndUpdate(runs -> Math.max(0, runs - 1));
      return brought;
    } catch (TimeoutException | CancellationException e) {
      running.cancel(true);
      throw new LateException(share.timeoutMillis());
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw new LateException(share.timeoutMillis());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }
}
