package io.limpet.standalone.retrain;

import io.limpet.standalone.FailedException;
import io.limpet.standalone.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what a {@link Schedule} says: trains, releases what passes the gate, deletes generations
 * that are old then, and notes what became of it. One training at a time, and what fails is tried
 * again at the next time and no sooner.
 *
 * <p>{@link #turn} does what is due and is called by one thread, that of {@link RetrainThread}
 * where there is no test.
 */
final class Retrainer {
  private final Schedule schedule;
  private final PastFile file;
  private final Workshop workshop;
  private final Progress progress;
  private final Consumer<Past.Outcome> count;

  private Past past;
  private boolean closed;

  /**
   * @param file is read once, and written with every change
   * @param count is told the outcome of every training that ends
   */
  Retrainer(
      Schedule schedule,
      PastFile file,
      Workshop workshop,
      Progress progress,
      Consumer<Past.Outcome> count,
      Instant now) {
    this.schedule = schedule;
    this.file = file;
    this.workshop = workshop;
    this.progress = progress;
    this.count = count;
    this.past = file.read().orElseGet(() -> Past.from(seconds(now)));
    file.write(past);
  }

  private static Instant seconds(Instant of) {
    return of.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Trains if it is time to.
   *
   * @return how long there is nothing to do
   */
  Duration turn(Instant now) {
    Optional<String> current = workshop.current();
    Schedule.Due due = schedule.next(past, current.isPresent());
    if (now.isBefore(due.at())) {
      return Duration.between(now, due.at());
    }
    Past.Attempt last = past.last();
    if (last != null && last.outcome() == Past.Outcome.RUNNING) {
      train(last, true);
    } else {
      train(attempt(due.kind(), now, current.orElse(null)), false);
    }
    return Duration.ZERO;
  }

  private static Past.Attempt attempt(Schedule.Kind kind, Instant now, @Nullable String current) {
    return new Past.Attempt(kind, seconds(now), seconds(now), current, Past.Outcome.RUNNING, "");
  }

  private void train(Past.Attempt attempt, boolean resume) {
    note(attempt);
    progress.say(
        "%s: %s"
            .formatted(
                resume ? "Going on with a training that was interrupted" : "Training again",
                attempt.line()));
    Past.Attempt ended;
    try {
      Optional<String> generation = workshop.train(attempt, resume);
      generation.ifPresent(workshop::release);
      ended =
          generation
              .map(id -> attempt.ended(Past.Outcome.RELEASED, id))
              .orElseGet(
                  () -> attempt.ended(Past.Outcome.NOTHING_NEW, String.valueOf(attempt.parent())));
    } catch (FailedException e) {
      ended = attempt.ended(Past.Outcome.FAILED, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      ended = attempt.ended(Past.Outcome.FAILED, e.toString());
    }
    if (!isClosed()) {
      // What ends because the stack does goes on with the next start.
      note(ended);
      count.accept(ended.outcome());
      progress.say("Retraining, " + ended.line());
      if (ended.outcome() == Past.Outcome.RELEASED) {
        prune();
      }
    }
  }

  /** What cannot be deleted now takes room until the next release, and nothing else. */
  private void prune() {
    try {
      List<String> deleted = workshop.prune();
      if (!deleted.isEmpty()) {
        progress.say("Deleted old generations: " + String.join(", ", deleted));
      }
    } catch (RuntimeException e) {
      progress.say("Old generations were not deleted: " + e.getMessage());
    }
  }

  private void note(Past.Attempt attempt) {
    past = past.with(attempt);
    file.write(past);
  }

  /** From now on, a training that ends was interrupted. */
  synchronized void close() {
    closed = true;
  }

  private synchronized boolean isClosed() {
    return closed;
  }
}
