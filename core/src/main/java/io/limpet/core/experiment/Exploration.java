package io.limpet.core.experiment;

import io.limpet.core.experiment.OffPolicy.Choice;
import java.util.ArrayList;
import java.util.List;

/**
 * Another way to leave places to chance than the one that an answer was given by: what would it
 * have shown there, and how likely? What is explored, and in which order all else is ranked, stays.
 *
 * <p>The log says it of itself: where an answer gave one of its n places to chance with probability
 * s, an item that was ranked there has the propensity {@code 1 - s / n}, and an explored one {@code
 * s / n x theta}, theta being its probability among the explored.
 *
 * @param share probability that one place of an answer is given to chance, 0 to 1
 * @param from the first place that may be, from 1
 * @param to the last one
 */
public record Exploration(double share, int from, int to) {
  /** An item with a lower propensity was explored: chances give less than half to each place. */
  private static final double EXPLORED = 0.5;

  public Exploration {
    if (!(share >= 0 && share <= 1)) {
      throw new Refusal("share", "share is %s; give 0 to 1".formatted(share));
    }
    if (from < 1 || to < from) {
      throw new Refusal(
          "from", "places are %d to %d; give 1 or more, not falling".formatted(from, to));
    }
  }

  /**
   * An item that an answer showed.
   *
   * @param position from 0
   * @param propensity that it came there
   * @param reward that it earned
   */
  public record Shown(int position, double propensity, double reward) {
    boolean isOpen() {
      return propensity < 1;
    }

    boolean isExplored() {
      return propensity < EXPLORED;
    }
  }

  /**
   * What a place earns by what is there, as other answers say.
   *
   * @param ranked mean reward of what was ranked there
   * @param explored the same of what was explored
   */
  public record Expected(double ranked, double explored) {
    double of(Shown shown) {
      return shown.isExplored() ? explored : ranked;
    }
  }

  /** Tells what the places of other answers earned. */
  @FunctionalInterface
  public interface Model {
    /** What a place earns, from 0. */
    Expected at(int position);
  }

  /** The places of an answer that were open to chance. */
  public static List<Shown> open(List<Shown> answer) {
    return answer.stream().filter(Shown::isOpen).toList();
  }

  /**
   * The choices of an answer as this way sees them, one a place that was open to chance. All other
   * places are the same in both ways.
   *
   * @param answer all that it showed; at most one place of it given to chance
   * @return empty where the answer does not tell how likely its chances were: its one open place
   *     was explored
   * @throws Refusal when this way leaves a place to chance that the answer did not, of which the
   *     log knows nothing
   */
  public List<Choice> choices(List<Shown> answer, Model model) {
    List<Shown> open = open(answer);
    double each =
        open.stream()
            .filter(one -> !one.isExplored())
            .mapToDouble(Shown::propensity)
            .map(of -> 1 - of)
            .max()
            .orElse(0);
    if (each == 0) {
      return List.of();
    }
    long mine = answer.stream().filter(this::isMine).count();
    if (share > 0 && answer.stream().anyMatch(one -> isMine(one) && !one.isOpen())) {
      throw new Refusal(
          "from",
          "places %d to %d are not all left to chance in the log; give places of those that are"
              .formatted(from, to));
    }
    List<Choice> choices = new ArrayList<>();
    for (Shown one : open) {
      double given = isMine(one) ? share / mine : 0;
      Expected expected = model.at(one.position());
      double wanted = one.isExplored() ? given * one.propensity() / each : 1 - given;
      choices.add(
          new Choice(
              one.reward(),
              one.propensity(),
              Math.min(1, wanted),
              expected.of(one),
              (1 - given) * expected.ranked() + given * expected.explored()));
    }
    return choices;
  }

  private boolean isMine(Shown one) {
    return one.position() >= from - 1 && one.position() < to;
  }
}
