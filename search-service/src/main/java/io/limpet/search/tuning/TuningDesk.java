package io.limpet.search.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.tuning.Tried;
import io.limpet.core.tuning.Tuning;
import io.limpet.core.tuning.TuningRecord;
import io.limpet.core.tuning.TuningRecord.Deed;
import io.limpet.core.tuning.TuningRecord.Move;
import io.limpet.core.tuning.TuningRecord.Round;
import io.limpet.core.tuning.TuningRecord.State;
import io.limpet.search.experiment.ExperimentDesk;
import io.limpet.search.experiment.ExperimentStore;
import io.limpet.search.experiment.ResultStore;
import io.limpet.search.ingest.FollowedWriter;
import io.limpet.search.ingest.KeyLocks;
import io.limpet.search.surface.ConflictException;
import io.limpet.search.surface.SetupException;
import io.limpet.search.surface.SurfaceDesk;
import io.limpet.search.surface.SurfaceStore;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes tunings: checks them, writes them to {@code limpet.tunings} and waits until this service
 * follows; takes the next step of those that run. Thread-safe: one change of a tuning at a time,
 * and one that is put or started.
 */
public final class TuningDesk {
  /** Tunings there may be. */
  static final int TUNINGS = 200;

  private final TuningStore store;
  private final TunedSurface surface;
  private final TuningRounds rounds;
  private final FollowedWriter<TuningRecord> topic;
  private final LongSupplier clock;

  /** A tuning is changed by one at a time; its steps wait for Kafka, and others do not for them. */
  private final KeyLocks locks = new KeyLocks();

  public TuningDesk(
      TuningStore store,
      SurfaceStore surfaces,
      SurfaceDesk surfaceDesk,
      ExperimentStore experiments,
      ExperimentDesk experimentDesk,
      ResultStore results,
      FollowedWriter<TuningRecord> topic,
      LongSupplier clock) {
    this.store = store;
    this.surface = new TunedSurface(surfaces, surfaceDesk);
    this.rounds = new TuningRounds(experiments, experimentDesk, results, surface, clock);
    this.topic = topic;
    this.clock = clock;
  }

  /** Reads a tuning and checks it against its surface: every value of a knob can be set up. */
  private Tuning checked(String id, JsonNode document) {
    Tuning tuning = TuningReader.read(id, document);
    var unused = Knobs.places(tuning, surface.document(tuning.surface()));
    for (double end : new double[] {0, 1}) {
      List<Double> places = tuning.knobs().stream().map(knob -> end).toList();
      try {
        var unusedToo = surface.patched(tuning.surface(), Knobs.patch(tuning, places));
      } catch (SetupException e) {
        throw new SetupException(
            "knobs",
            "knobs at their %s: %s"
                .formatted(end == 0 ? "low" : "high", String.valueOf(e.getMessage())));
      }
    }
    return tuning;
  }

  /**
   * Puts a tuning, new or in place of a draft.
   *
   * @throws SetupException when it is none
   * @throws ConflictException when the one of this id was started
   * @throws CompletionException when Kafka does not acknowledge
   */
  public void put(String id, JsonNode document, String by) {
    locks.run(id, () -> keep(id, document, by));
  }

  private synchronized void keep(String id, JsonNode document, String by) {
    var unused = checked(id, document);
    TuningRecord known = store.get(id);
    if (known == null) {
      if (store.records().size() >= TUNINGS) {
        throw new ConflictException("there are %d tunings; more are not kept".formatted(TUNINGS));
      }
      topic.write(id, TuningRecord.draft(document).noted(move(Deed.CREATED, by)));
      return;
    }
    if (known.state() != State.DRAFT) {
      throw new ConflictException(
          "tuning \"%s\" is %s and cannot be changed; make a new one under another id"
              .formatted(id, known.state().text()));
    }
    topic.write(id, known.asked(document).noted(move(Deed.CHANGED, by)));
  }

  private Move move(Deed deed, String by) {
    return Move.of(deed, by, clock.getAsLong(), "");
  }

  /**
   * Starts a tuning; its first round begins within seconds.
   *
   * @throws NoSuchElementException when there is none
   * @throws SetupException when it is none any more
   * @throws ConflictException when it was started before, or another tunes the surface
   * @throws CompletionException when Kafka does not acknowledge
   */
  public void start(String id, String by) {
    locks.run(id, () -> begin(id, by));
  }

  private synchronized void begin(String id, String by) {
    TuningRecord record = store.needed(id);
    if (record.state() != State.DRAFT) {
      throw new ConflictException(
          "tuning \"%s\" is %s; only a draft is started".formatted(id, record.state().text()));
    }
    Tuning tuning = checked(id, record.tuning());
    surface.checkOpen();
    for (Map.Entry<String, TuningRecord> other : store.records().entrySet()) {
      if (other.getValue().state() == State.RUNNING
          && TuningReader.read(other.getKey(), other.getValue().tuning())
              .surface()
              .equals(tuning.surface())) {
        throw new ConflictException(
            "surface \"%s\" is tuned by \"%s\"; stop it first"
                .formatted(tuning.surface(), other.getKey()));
      }
    }
    var start = new Tried(Knobs.places(tuning, surface.document(tuning.surface())), 0, 1e-6);
    topic.write(id, record.beginning(start).noted(move(Deed.STARTED, by)));
  }

  /**
   * Stops a tuning and its round; what is in use stays.
   *
   * @throws NoSuchElementException when there is none
   * @throws ConflictException when it does not run
   * @throws CompletionException when Kafka does not acknowledge
   */
  public void stop(String id, String by) {
    locks.run(id, () -> end(id, by));
  }

  private void end(String id, String by) {
    TuningRecord record = store.needed(id);
    if (record.state() != State.RUNNING) {
      throw new ConflictException(
          "tuning \"%s\" is %s; there is nothing to stop".formatted(id, record.state().text()));
    }
    topic.write(id, stopped(record).noted(move(Deed.STOPPED, by)));
  }

  private TuningRecord stopped(TuningRecord record) {
    Round open = record.open();
    if (open != null) {
      rounds.end(open);
    }
    return record.learned(List.of(), record.base()).in(State.STOPPED);
  }

  /**
   * Puts the configuration from before a move in use again, and stops the tuning if it runs.
   *
   * @param number of the move in the history, from 1; null for the latest that changed anything
   * @throws NoSuchElementException when there is no such tuning
   * @throws ConflictException when that changed nothing, or the surface cannot be set up so
   * @throws CompletionException when Kafka does not acknowledge
   */
  public void revert(String id, @Nullable Integer number, String by) {
    locks.run(id, () -> goBack(id, number, by));
  }

  private void goBack(String id, @Nullable Integer number, String by) {
    TuningRecord record = store.needed(id);
    List<Move> moves = record.moves();
    int at = number == null ? latest(moves) : number;
    if (at < 1 || at > moves.size() || moves.get(at - 1).before().isNull()) {
      throw new ConflictException(
          "tuning \"%s\" has changed nothing %s; give the number of a move with before and after"
              .formatted(id, number == null ? "yet" : "by move " + number));
    }
    Tuning tuning = TuningReader.read(id, record.tuning());
    JsonNode now = surface.document(tuning.surface());
    JsonNode before = moves.get(at - 1).before();
    TuningRecord next = record.state() == State.RUNNING ? stopped(record) : record;
    surface.put(tuning.surface(), before, by);
    topic.write(
        id,
        next.noted(
            new Move(Deed.REVERTED, by, clock.getAsLong(), "to before move " + at, now, before)));
  }

  private static int latest(List<Move> moves) {
    int at = moves.size();
    while (at > 0 && moves.get(at - 1).deed() != Deed.MOVED) {
      at--;
    }
    return at;
  }

  /**
   * Takes the next step of each tuning that runs; to be called every few seconds. A step waits for
   * Kafka. One that somebody changes at this moment is left for the next time.
   */
  public void run() {
    store.records().keySet().forEach(id -> locks.runIfFree(id, () -> step(id)));
  }

  private void step(String id) {
    TuningRecord record = store.get(id);
    if (record == null || record.state() != State.RUNNING) {
      return;
    }
    try {
      TuningRecord next = rounds.step(TuningReader.read(id, record.tuning()), record);
      if (next != record) {
        topic.write(id, next);
      }
      store.problem(id, null);
    } catch (SetupException | ConflictException | CompletionException e) {
      store.problem(id, Objects.toString(e.getMessage(), e.toString()));
    }
  }
}
