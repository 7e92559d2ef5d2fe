package io.limpet.standalone.retrain;

import io.limpet.standalone.Progress;
import io.limpet.standalone.stack.Stack;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a {@link Retrainer} going beside a stack until it is closed. */
public final class RetrainThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetrainThread.class);

  /** The clock of the machine may be set, so it is looked at so often. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private static final String METRIC = "limpet.retrainings";

  private final Retrainer retrainer;
  private final TrainerProcess trainer;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final Thread thread;
  private boolean closed;

  private RetrainThread(Retrainer retrainer, TrainerProcess trainer, Clock clock) {
    this.retrainer = retrainer;
    this.trainer = trainer;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("limpet-retrain").unstarted(this::run);
  }

  /**
   * Begins.
   *
   * @param home folder of the launcher
   */
  public static RetrainThread start(
      RetrainSettings settings, Stack stack, Path home, Progress progress) {
    Progress told = Spoken.and(progress, LOG);
    var trainer = new TrainerProcess(home, told);
    Clock clock = Clock.systemUTC();
    for (Past.Outcome outcome : Past.Outcome.values()) {
      if (outcome != Past.Outcome.RUNNING) {
        stack.metrics().counter(METRIC, "outcome", label(outcome));
      }
    }
    var retrainer =
        new Retrainer(
            settings.schedule(),
            new PastFile(stack.data().root()),
            new StackWorkshop(settings, stack, trainer),
            told,
            outcome -> stack.metrics().counter(METRIC, "outcome", label(outcome)).increment(),
            clock.instant());
    var begun = new RetrainThread(retrainer, trainer, clock);
    begun.thread.start();
    return begun;
  }

  private static String label(Past.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private void run() {
    while (!isClosed()) {
      Duration pause = LOOK;
      try {
        pause = retrainer.turn(clock.instant());
      } catch (RuntimeException e) {
        LOG.warn("retraining: {}", e.toString(), e);
      }
      await(pause.compareTo(LOOK) < 0 ? pause : LOOK);
    }
  }

  private void await(Duration pause) {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (left > 0 && !closed) {
        left = closing.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a training that is under way; the next start goes on with it. */
  @Override
  public void close() {
    retrainer.close();
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    trainer.close();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
