package io.limpet.core.experiment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as it was asked for, valid by construction.
 *
 * <p>A holdout is one that decides nothing: its first arm, {@link #HELD_OUT}, is kept out of all
 * experiments, its second is everybody else, so that what all experiments together bring can be
 * told in the end.
 *
 * @param id unique
 * @param layer whose visitors it shares with others, none with two of them; a holdout has its own
 * @param surfaces which answers it decides, by the name of the surface; none for a holdout
 * @param share of the layer's visitors, above 0, at most 1; of a holdout, the share held out
 * @param arms the control first
 * @param metric what it is judged by
 * @param guardrails what must not get worse
 * @param minimumEffect the least relative change of the metric that is worth finding, above 0
 * @param alpha probability to find an effect where there is none, above 0, at most 0.5
 * @param power probability to find the minimum effect where it is, at least 0.5, below 1
 * @param startMillis when it begins at the earliest, epoch milliseconds; 0 for when it is started
 * @param endMillis when it ends, epoch milliseconds
 * @param baseline to plan with, null if nothing is known
 */
public record Experiment(
    String id,
    String layer,
    List<String> surfaces,
    double share,
    List<Arm> arms,
    Metric metric,
    List<Metric> guardrails,
    double minimumEffect,
    double alpha,
    double power,
    long startMillis,
    long endMillis,
    @Nullable Baseline baseline) {
  /** The arm of a holdout whose visitors no experiment gets. */
  public static final String HELD_OUT = "held-out";

  /** The arm of a holdout whose visitors experiments may get. */
  public static final String NOT_HELD_OUT = "others";

  /** Arms of one: with more, each gets too few visitors. */
  public static final int ARMS = 10;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String NAMES = "take up to 64 letters, digits, ., _ and -";
  private static final long LONGEST_MILLIS = 400L * 24 * 60 * 60 * 1_000;

  public Experiment {
    surfaces = List.copyOf(surfaces);
    arms = List.copyOf(arms);
    guardrails = List.copyOf(guardrails);
    named("id", id);
    named("layer", layer);
    within("share", share, 0, 1);
    within("minimum_effect", minimumEffect, 0, 10);
    within("alpha", alpha, 0, 0.5);
    if (!(power >= 0.5 && power < 1)) {
      throw new Refusal("power", "power is %s; give 0.5 to below 1".formatted(power));
    }
    checkTimes(startMillis, endMillis);
    checkArms(arms);
    checkGuardrails(metric, guardrails);
    if (baseline != null
        && !(baseline.mean() > 0 && baseline.deviation() > 0 && baseline.dailyVisitors() > 0)) {
      throw new Refusal(
          "baseline",
          "baseline has a number that is not above 0; give mean, deviation and visitors");
    }
  }

  private static void named(String field, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new Refusal(field, "%s \"%s\" is no name; %s".formatted(field, value, NAMES));
    }
  }

  private static void within(String field, double value, double above, double most) {
    if (!(value > above && value <= most)) {
      throw new Refusal(
          field, "%s is %s; give more than %s, at most %s".formatted(field, value, above, most));
    }
  }

  private static void checkTimes(long start, long end) {
    if (end <= start) {
      throw new Refusal("end", "end is not after start; give a later end, or an earlier start");
    }
    if (start > 0 && end - start > LONGEST_MILLIS) {
      throw new Refusal("end", "end is more than 400 days after start; give an earlier end");
    }
  }

  private static void checkArms(List<Arm> arms) {
    if (arms.size() < 2 || arms.size() > ARMS) {
      throw new Refusal(
          "arms", "arms are %d; give 2 to %d, the control first".formatted(arms.size(), ARMS));
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < arms.size(); i++) {
      Arm arm = arms.get(i);
      String at = "arms[" + i + "]";
      named(at + ".name", arm.name());
      within(at + ".weight", arm.weight(), 0, 1_000);
      if (!names.add(arm.name())) {
        throw new Refusal(
            at + ".name", "%s.name \"%s\" is there twice; give another".formatted(at, arm.name()));
      }
    }
    if (arms.getFirst().changesAnything()) {
      throw new Refusal(
          "arms[0]",
          "arms[0] (\"%s\") is the control and changes something; put an arm without surface and generation first"
              .formatted(arms.getFirst().name()));
    }
  }

  private static void checkGuardrails(Metric metric, List<Metric> guardrails) {
    if (guardrails.contains(metric)) {
      throw new Refusal(
          "guardrails",
          "guardrails have \"%s\", which is the metric; take it out".formatted(metric.text()));
    }
    if (new HashSet<>(guardrails).size() < guardrails.size()) {
      throw new Refusal("guardrails", "guardrails have a metric twice; give each once");
    }
  }

  /** A holdout of this share of all visitors. */
  public static Experiment holdout(
      String id, double share, Metric metric, long startMillis, long endMillis) {
    if (!(share > 0 && share <= 0.5)) {
      throw new Refusal("share", "share is %s; hold out more than 0, at most 0.5".formatted(share));
    }
    return new Experiment(
        id,
        id,
        List.of(),
        share,
        List.of(new Arm(HELD_OUT, share, null, null), new Arm(NOT_HELD_OUT, 1 - share, null, null)),
        metric,
        List.of(),
        0.05,
        0.05,
        0.8,
        startMillis,
        endMillis,
        null);
  }

  /** Whether it keeps visitors out of the others. */
  public boolean isHoldout() {
    return surfaces.isEmpty();
  }

  /** The arm that the others are compared with. */
  public Arm control() {
    return arms.getFirst();
  }

  /** The share of the experiment's visitors that each arm gets, in the order of the arms. */
  public double[] armShares() {
    double sum = arms.stream().mapToDouble(Arm::weight).sum();
    return arms.stream().mapToDouble(arm -> arm.weight() / sum).toArray();
  }
}
