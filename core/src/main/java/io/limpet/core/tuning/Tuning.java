package io.limpet.core.tuning;

import io.limpet.core.experiment.Metric;
import io.limpet.core.experiment.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A tuning as it was asked for, valid by construction: rounds of experiments on one surface, each
 * of some configurations against the one in use.
 *
 * @param id unique; experiments are named after it
 * @param surface that is tuned
 * @param knobs what may be changed of it
 * @param metric the objective
 * @param guardrails what must not get worse
 * @param tolerance the share of a guardrail that may be lost, above 0, at most 0.5: a configuration
 *     is put in use only when what can be said of the loss for certain is below it
 * @param minimumEffect the least relative change of the metric worth finding, above 0
 * @param alpha probability that a round finds an effect where there is none, above 0, at most 0.5
 * @param share of the visitors that take part, above 0, at most 1
 * @param arms configurations of a round beside the one in use
 * @param rounds at most
 * @param roundMillis how long a round takes at most
 */
public record Tuning(
    String id,
    String surface,
    List<Knob> knobs,
    Metric metric,
    List<Metric> guardrails,
    double tolerance,
    double minimumEffect,
    double alpha,
    double share,
    int arms,
    int rounds,
    long roundMillis) {
  /** Knobs of one: beyond, a search by live traffic finds nothing in its time. */
  public static final int KNOBS = 8;

  /** Configurations of a round. */
  public static final int ARMS = 5;

  /** Rounds of one. */
  public static final int ROUNDS = 50;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1_000;

  public Tuning {
    knobs = List.copyOf(knobs);
    guardrails = List.copyOf(guardrails);
    if (!NAME.matcher(id).matches()) {
      throw new Refusal(
          "id", "id \"%s\" is no name; take up to 40 letters, digits, ., _ and -".formatted(id));
    }
    if (knobs.isEmpty() || knobs.size() > KNOBS) {
      throw new Refusal("knobs", "knobs are %d; give 1 to %d".formatted(knobs.size(), KNOBS));
    }
    var paths = new HashSet<String>();
    for (Knob knob : knobs) {
      if (!paths.add(knob.path())) {
        throw new Refusal(
            "knobs", "path \"%s\" is there twice; give it once".formatted(knob.path()));
      }
    }
    if (guardrails.contains(metric) || new HashSet<>(guardrails).size() < guardrails.size()) {
      throw new Refusal(
          "guardrails", "guardrails have the metric, or one twice; give each once, and others");
    }
    within("tolerance", tolerance, 0.5);
    within("minimum_effect", minimumEffect, 10);
    within("alpha", alpha, 0.5);
    within("share", share, 1);
    between("arms", arms, ARMS);
    between("rounds", rounds, ROUNDS);
    if (roundMillis < 1 || roundMillis > 100 * DAY_MILLIS) {
      throw new Refusal("round_days", "round_days is beyond 100 or not above 0; give days between");
    }
  }

  private static void within(String field, double value, double most) {
    if (!(value > 0 && value <= most)) {
      throw new Refusal(
          field, "%s is %s; give more than 0, at most %s".formatted(field, value, most));
    }
  }

  private static void between(String field, int value, int most) {
    if (value < 1 || value > most) {
      throw new Refusal(field, "%s is %d; give 1 to %d".formatted(field, value, most));
    }
  }
}
