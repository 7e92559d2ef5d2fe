package io.limpet.search.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.core.experiment.Analysis;
import io.limpet.core.experiment.Experiment;
import io.limpet.core.experiment.ExperimentRecord;
import io.limpet.core.experiment.ExperimentRecord.State;
import io.limpet.core.experiment.Slices;
import io.limpet.core.hash.Fnv;
import io.limpet.core.tuning.Decision;
import io.limpet.core.tuning.Search;
import io.limpet.core.tuning.Tried;
import io.limpet.core.tuning.Tuning;
import io.limpet.core.tuning.TuningRecord;
import io.limpet.core.tuning.TuningRecord.Deed;
import io.limpet.core.tuning.TuningRecord.Move;
import io.limpet.core.tuning.TuningRecord.Round;
import io.limpet.search.experiment.ExperimentDesk;
import io.limpet.search.experiment.ExperimentReader;
import io.limpet.search.experiment.ExperimentStore;
import io.limpet.search.experiment.ResultStore;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Begins and judges the rounds of a tuning. Each is an experiment whose control is what is in use.
 * Which configurations a round tries follows from the record, and whoever stops its experiment
 * judges it: replicas that step at the same time do the same once.
 */
final class TuningRounds {
  /** What does a step by itself. */
  static final String BY = "tuning";

  /** Whoever stopped a round has judged it within this, or is gone. */
  private static final long JUDGED_MILLIS = 30_000;

  /** The experiment outlives its round, which is stopped, by so long. */
  private static final long SPARE_MILLIS = 24L * 60 * 60 * 1_000;

  private final ExperimentStore experiments;
  private final ExperimentDesk desk;
  private final ResultStore results;
  private final TunedSurface surface;
  private final LongSupplier clock;

  TuningRounds(
      ExperimentStore experiments,
      ExperimentDesk desk,
      ResultStore results,
      TunedSurface surface,
      LongSupplier clock) {
    this.experiments = experiments;
    this.desk = desk;
    this.results = results;
    this.surface = surface;
    this.clock = clock;
  }

  /** The record after its next step; the same where there is nothing to do. */
  TuningRecord step(Tuning tuning, TuningRecord record) {
    Round open = record.open();
    if (open != null) {
      return judge(tuning, record, open);
    }
    if (record.rounds() >= tuning.rounds()) {
      return record
          .in(TuningRecord.State.FINISHED)
          .noted(note(Deed.FINISHED, record.rounds() + " rounds are over"));
    }
    return begin(tuning, record);
  }

  private Move note(Deed deed, String why) {
    return Move.of(deed, BY, clock.getAsLong(), why);
  }

  private TuningRecord begin(Tuning tuning, TuningRecord record) {
    String id = tuning.id() + "-r" + (record.rounds() + 1);
    List<List<Double>> points =
        Search.next(
            record.tried(),
            Knobs.places(tuning, surface.document(tuning.surface())),
            tuning.minimumEffect(),
            tuning.arms(),
            Fnv.hash(id));
    ExperimentRecord known = experiments.get(id);
    if (known == null || known.state(clock.getAsLong()) == State.DRAFT) {
      desk.put(id, experiment(tuning, id, points), BY);
      desk.start(id, BY);
    }
    long over = clock.getAsLong() + tuning.roundMillis();
    return record
        .trying(new Round(id, points, over))
        .noted(note(Deed.TRIED, "%s until %s".formatted(id, Instant.ofEpochMilli(over))));
  }

  private JsonNode experiment(Tuning tuning, String id, List<List<Double>> points) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("hypothesis", "a round of tuning " + tuning.id());
    document.putArray("surfaces").add(tuning.surface());
    document.put("share", tuning.share());
    document.put("metric", tuning.metric().text());
    ArrayNode guardrails = document.putArray("guardrails");
    tuning.guardrails().forEach(metric -> guardrails.add(metric.text()));
    document.put("minimum_effect", tuning.minimumEffect());
    document.put("alpha", tuning.alpha());
    document.put(
        "end",
        Instant.ofEpochMilli(clock.getAsLong() + tuning.roundMillis() + SPARE_MILLIS).toString());
    ArrayNode arms = document.putArray("arms");
    arms.addObject().put("name", "in-use");
    for (int i = 0; i < points.size(); i++) {
      arms.addObject()
          .put("name", "c" + (i + 1))
          .set("surface", Knobs.patch(tuning, points.get(i)));
    }
    return document;
  }

  private TuningRecord judge(Tuning tuning, TuningRecord record, Round round) {
    ExperimentRecord known = experiments.get(round.experiment());
    if (known == null) {
      return record
          .learned(List.of(), record.base())
          .noted(note(Deed.KEPT, round.experiment() + " was deleted"));
    }
    long now = clock.getAsLong();
    boolean runs = known.isOpen(now);
    if (!runs && now < known.overMillis() + JUDGED_MILLIS) {
      return record;
    }
    Experiment experiment = ExperimentReader.read(round.experiment(), known.experiment());
    Analysis analysis = Analysis.of(experiment, results.of(experiment, Slices.ALL));
    Decision decision = Decision.of(tuning, analysis, !runs || now >= round.overMillis());
    if (decision.kind() == Decision.Kind.WAIT) {
      return record;
    }
    if (runs) {
      desk.stop(round.experiment(), BY);
    }
    List<Tried> learned = Decision.learned(tuning, analysis, round.points(), record.base());
    return switch (decision.kind()) {
      case MOVE -> moved(tuning, record, round, decision, learned);
      case HALT ->
          record
              .learned(List.of(), record.base())
              .in(TuningRecord.State.STOPPED)
              .noted(note(Deed.STOPPED, decision.why()));
      default ->
          record
              .learned(learned, record.base())
              .noted(note(Deed.KEPT, round.experiment() + ": " + decision.why()));
    };
  }

  private TuningRecord moved(
      Tuning tuning, TuningRecord record, Round round, Decision decision, List<Tried> learned) {
    List<Double> point = round.points().get(decision.arm() - 1);
    JsonNode before = surface.document(tuning.surface());
    JsonNode after = surface.patched(tuning.surface(), Knobs.patch(tuning, point));
    surface.put(tuning.surface(), after, BY + " " + tuning.id());
    double base =
        learned.stream()
            .filter(one -> one.point().equals(point))
            .mapToDouble(Tried::value)
            .findFirst()
            .orElse(record.base());
    return record
        .learned(learned, base)
        .noted(
            new Move(
                Deed.MOVED,
                BY,
                clock.getAsLong(),
                round.experiment() + ", " + decision.why(),
                before,
                after));
  }

  /** Ends a round that runs without judging it. */
  void end(Round round) {
    ExperimentRecord known = experiments.get(round.experiment());
    if (known != null && known.isOpen(clock.getAsLong())) {
      desk.stop(round.experiment(), BY);
    }
  }
}
