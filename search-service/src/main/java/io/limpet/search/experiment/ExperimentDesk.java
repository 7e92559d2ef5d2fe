package io.limpet.search.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.experiment.Experiment;
import io.limpet.core.experiment.ExperimentRecord;
import io.limpet.core.experiment.ExperimentRecord.Change;
import io.limpet.core.experiment.ExperimentRecord.Deed;
import io.limpet.core.experiment.ExperimentRecord.State;
import io.limpet.core.experiment.Slots;
import io.limpet.core.generation.Registry;
import io.limpet.search.ingest.FollowedWriter;
import io.limpet.search.surface.ConflictException;
import io.limpet.search.surface.SetupException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/**
 * Changes experiments: checks them, also against each other, writes them to {@code
 * limpet.experiments} and waits until this service follows. What runs is not changed any more: it
 * would be another experiment with the numbers of this one. Thread-safe, one change at a time.
 */
public final class ExperimentDesk {
  /** Experiments there may be. */
  static final int EXPERIMENTS = 1_000;

  private final ExperimentStore store;
  private final Registry registry;
  private final FollowedWriter<ExperimentRecord> topic;
  private final LongSupplier clock;

  public ExperimentDesk(
      ExperimentStore store,
      Registry registry,
      FollowedWriter<ExperimentRecord> topic,
      LongSupplier clock) {
    this.store = store;
    this.registry = registry;
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * Reads an experiment and checks it against what there is.
   *
   * @throws SetupException when it is none
   */
  public Experiment checked(String id, JsonNode document) {
    Experiment experiment = ExperimentReader.read(id, document);
    store.checkSurfaces(experiment);
    for (int i = 0; i < experiment.arms().size(); i++) {
      String generation = experiment.arms().get(i).generation();
      if (generation != null && !(Registry.isId(generation) && registry.contains(generation))) {
        throw new SetupException(
            "arms[" + i + "].generation",
            "arms[%d].generation \"%s\" is not in the registry; it has %s"
                .formatted(i, generation, registry.list()));
      }
    }
    return experiment;
  }

  /**
   * Puts an experiment, new or in place of a draft.
   *
   * @throws SetupException when it is none
   * @throws ConflictException when the one of this id was started
   * @throws CompletionException when Kafka does not acknowledge
   */
  public synchronized void put(String id, JsonNode document, String by) {
    var unused = checked(id, document);
    ExperimentRecord known = store.records().get(id);
    if (known == null) {
      if (store.records().size() >= EXPERIMENTS) {
        throw new ConflictException(
            "there are %d experiments; more are not kept".formatted(EXPERIMENTS));
      }
      write(id, ExperimentRecord.draft(document), Deed.CREATED, by);
      return;
    }
    State state = known.state(clock.getAsLong());
    if (state != State.DRAFT) {
      throw new ConflictException(
          "experiment \"%s\" is %s and cannot be changed; make a new one under another id"
              .formatted(id, state.text()));
    }
    write(id, known.asked(document), Deed.CHANGED, by);
  }

  /**
   * Starts an experiment.
   *
   * @throws NoSuchElementException when there is none
   * @throws SetupException when it is none any more
   * @throws ConflictException when it was started before, its time is over, or others leave it no
   *     visitors
   * @throws CompletionException when Kafka does not acknowledge
   */
  public synchronized void start(String id, String by) {
    ExperimentRecord record = store.needed(id);
    long now = clock.getAsLong();
    State state = record.state(now);
    if (state != State.DRAFT) {
      throw new ConflictException(
          "experiment \"%s\" is %s; only a draft is started".formatted(id, state.text()));
    }
    Experiment experiment = checked(id, record.experiment());
    if (experiment.endMillis() <= now) {
      throw new ConflictException(
          "end of \"%s\" is over; give a later one before it is started".formatted(id));
    }
    write(
        id,
        record.started(
            now,
            Math.max(now, experiment.startMillis()),
            experiment.endMillis(),
            places(experiment, now)),
        Deed.STARTED,
        by);
  }

  /** The places that it gets. */
  private Slots places(Experiment experiment, long now) {
    List<Slots> taken = new ArrayList<>();
    for (Map.Entry<String, ExperimentRecord> one : store.records().entrySet()) {
      if (!one.getValue().isOpen(now)) {
        continue;
      }
      Experiment other = ExperimentReader.read(one.getKey(), one.getValue().experiment());
      if (experiment.isHoldout() && other.isHoldout()) {
        throw new ConflictException(
            "holdout \"%s\" runs, and there is one at a time; stop it first".formatted(other.id()));
      }
      if (experiment.layer().equals(other.layer())) {
        taken.add(one.getValue().slots());
      } else {
        for (String surface : experiment.surfaces()) {
          if (other.surfaces().contains(surface)) {
            throw new ConflictException(
                "surface \"%s\" is decided by \"%s\" of layer \"%s\"; put \"%s\" into that layer, or stop it first"
                    .formatted(surface, other.id(), other.layer(), experiment.id()));
          }
        }
      }
    }
    int wanted = Slots.of(experiment.share());
    return Slots.among(taken, wanted)
        .orElseThrow(
            () ->
                new ConflictException(
                    "share of \"%s\" is %s, and layer \"%s\" has %s left; give a smaller share, another layer, or stop an experiment of it"
                        .formatted(
                            experiment.id(),
                            experiment.share(),
                            experiment.layer(),
                            Slots.free(taken) / (double) Slots.COUNT)));
  }

  /**
   * Stops an experiment: it decides and counts no more.
   *
   * @throws NoSuchElementException when there is none
   * @throws ConflictException when it does not run
   * @throws CompletionException when Kafka does not acknowledge
   */
  public synchronized void stop(String id, String by) {
    ExperimentRecord record = store.needed(id);
    long now = clock.getAsLong();
    if (!record.isOpen(now)) {
      throw new ConflictException(
          "experiment \"%s\" is %s; there is nothing to stop"
              .formatted(id, record.state(now).text()));
    }
    write(id, record.stopped(now), Deed.STOPPED, by);
  }

  /**
   * Deletes an experiment; its history stays, and its id is not given again.
   *
   * @throws NoSuchElementException when there is none
   * @throws ConflictException when it runs
   * @throws CompletionException when Kafka does not acknowledge
   */
  public synchronized void delete(String id, String by) {
    ExperimentRecord record = store.needed(id);
    if (record.isOpen(clock.getAsLong())) {
      throw new ConflictException("experiment \"%s\" runs; stop it first".formatted(id));
    }
    write(id, record.deleted(), Deed.DELETED, by);
  }

  private void write(String id, ExperimentRecord record, Deed deed, String by) {
    topic.write(id, record.noted(new Change(deed, by, clock.getAsLong())));
  }
}
