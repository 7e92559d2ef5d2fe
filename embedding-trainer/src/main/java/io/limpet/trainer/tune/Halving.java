package io.limpet.trainer.tune;

import io.limpet.trainer.model.DivergedException;
import io.limpet.trainer.progress.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Successive halving (Jamieson and Talwalkar, AISTATS 2016): many trials train for a short time,
 * the best of them longer, and the best of those for the whole time, each stage at about the cost
 * of any other. The defaults are a trial, too, and are trained for the whole time beside the best,
 * so that what comes out is known to be no worse on validation.
 *
 * <p>A trial learns anew at every stage, with a learning rate that falls to its end, because one
 * that was stopped half-way says little of how it would have ended.
 */
public final class Halving {
  /** The trial that keeps the defaults, which goes through to the last stage in any case. */
  private static final Integer DEFAULTS = 0;

  private final Plan plan;
  private final Space space;
  private final long seed;

  /** Judges settings. */
  @FunctionalInterface
  public interface Objective {
    /**
     * Trains.
     *
     * @param settings that differ from the defaults
     * @param epochs for how long
     * @return the score on validation, higher is better
     * @throws DivergedException when the settings are no good
     */
    double score(Map<String, String> settings, int epochs);
  }

  /**
   * How much to spend.
   *
   * @param trials at first, the defaults among them; 2 or more
   * @param keep one of so many is kept from stage to stage; 2 or more
   * @param epochs of the last stage, 1 or more
   */
  public record Plan(int trials, int keep, int epochs) {
    public Plan {
      check(trials >= 2, "trials", trials, "2 or more");
      check(keep >= 2, "keep", keep, "2 or more");
      check(epochs >= 1, "epochs", epochs, "1 or more");
    }

    private static void check(boolean good, String name, int value, String expected) {
      if (!good) {
        throw new TuneException("--%s is %d; give %s".formatted(name, value, expected));
      }
    }

    /** The stages, shortest first. */
    public List<Stage> stages() {
      List<Stage> stages = new ArrayList<>();
      double share = 1;
      for (int left = trials; left > 1; left /= keep) {
        share /= keep;
      }
      int left = trials;
      for (; left > 1; left /= keep) {
        stages.add(new Stage(left, Math.max(1, (int) Math.round(epochs * share))));
        share *= keep;
      }
      stages.add(new Stage(1, epochs));
      return stages;
    }
  }

  /**
   * One stage.
   *
   * @param trials that take part
   * @param epochs each is given
   */
  public record Stage(int trials, int epochs) {}

  /**
   * A search.
   *
   * @param seed of what is drawn
   */
  public Halving(Plan plan, Space space, long seed) {
    this.plan = plan;
    this.space = space;
    this.seed = seed;
  }

  /** What makes it this search and no other, for a journal. */
  public Map<String, String> described() {
    Map<String, String> all = space.described();
    all.put("trials", String.valueOf(plan.trials()));
    all.put("keep", String.valueOf(plan.keep()));
    all.put("epochs", String.valueOf(plan.epochs()));
    all.put("seed", String.valueOf(seed));
    return all;
  }

  /** The settings of all trials. */
  public List<Map<String, String>> settings() {
    return space.draw(plan.trials(), seed);
  }

  /**
   * Does what the journal does not hold yet.
   *
   * @return the best of the last stage
   */
  public Outcome run(Objective objective, Journal journal, Progress progress) {
    List<Map<String, String>> settings = settings();
    List<Integer> trials = IntStream.range(0, plan.trials()).boxed().toList();
    List<Outcome> ranked = List.of();
    for (Stage stage : plan.stages()) {
      List<Integer> chosen = new ArrayList<>(trials.subList(0, stage.trials()));
      if (stage.epochs() == plan.epochs() && !chosen.contains(DEFAULTS)) {
        chosen.add(DEFAULTS);
      }
      progress.say("%d trials of %d epochs".formatted(chosen.size(), stage.epochs()));
      List<Outcome> outcomes = new ArrayList<>();
      for (int trial : chosen) {
        outcomes.add(
            outcome(trial, settings.get(trial), stage.epochs(), objective, journal, progress));
      }
      outcomes.sort(Comparator.comparingDouble(Outcome::rank).reversed());
      ranked = outcomes;
      trials = outcomes.stream().map(Outcome::trial).toList();
    }
    return ranked.getFirst();
  }

  private static Outcome outcome(
      int trial,
      Map<String, String> settings,
      int epochs,
      Objective objective,
      Journal journal,
      Progress progress) {
    return journal
        .find(trial, epochs)
        .orElseGet(
            () -> {
              Outcome fresh = train(trial, settings, epochs, objective, progress);
              journal.add(fresh);
              return fresh;
            });
  }

  private static Outcome train(
      int trial, Map<String, String> settings, int epochs, Objective objective, Progress progress) {
    long began = System.nanoTime();
    double score = Double.NaN;
    try {
      score = objective.score(settings, epochs);
    } catch (DivergedException e) {
      progress.say("  trial %d went astray: %s".formatted(trial, e.getMessage()));
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    progress.say(
        String.format(
            Locale.ROOT,
            "  trial %-3d %s  %.1f s  %s",
            trial,
            Double.isNaN(score) ? "-     " : String.format(Locale.ROOT, "%.4f", score),
            seconds,
            settings.isEmpty() ? "the defaults" : settings));
    return new Outcome(trial, settings, epochs, score, seconds);
  }
}
