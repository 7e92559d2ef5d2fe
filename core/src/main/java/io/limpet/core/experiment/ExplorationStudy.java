package io.limpet.core.experiment;

import io.limpet.core.experiment.Exploration.Expected;
import io.limpet.core.experiment.Exploration.Shown;
import io.limpet.core.experiment.OffPolicy.Choice;
import java.util.ArrayList;
import java.util.List;

/**
 * What another way to explore would have earned, from answers that were logged. The model of the
 * doubly robust estimate is the mean reward of a place by whether it was explored, each half of the
 * visitors by what the other half did, so that no answer foretells itself (Chernozhukov et al., The
 * Econometrics Journal 21, 2018).
 *
 * @param places that were open to chance
 * @param logged mean reward of such a place as it was answered
 * @param loggedError its standard error, by visitors
 * @param ips by inverse propensity scores
 * @param snips the same, self-normalised
 * @param doublyRobust with a model
 */
public record ExplorationStudy(
    int places,
    double logged,
    double loggedError,
    OffPolicy ips,
    OffPolicy snips,
    OffPolicy doublyRobust) {
  /** A log that is worth fewer choices of the new way says nothing of it. */
  public static final int LEAST = 100;

  /** So many standard errors from 1 the mean weight of a log is wrong. */
  private static final double WRONG = 5;

  /**
   * An answer.
   *
   * @param visitor who got it
   */
  public record Answer(String visitor, List<Shown> shown) {
    public Answer {
      shown = List.copyOf(shown);
    }
  }

  /**
   * Estimates.
   *
   * @throws Refusal when the log left nothing to chance, not the places that are wanted, or so
   *     little that it says nothing; or when its propensities cannot be right
   */
  public static ExplorationStudy of(Exploration wanted, List<Answer> log) {
    List<List<Answer>> halves = List.of(new ArrayList<>(), new ArrayList<>());
    for (Answer answer : log) {
      if (!Exploration.open(answer.shown()).isEmpty()) {
        halves.get(half(answer)).add(answer);
      }
    }
    List<Means> means = halves.stream().map(Means::of).toList();
    List<Choice> choices = new ArrayList<>();
    List<Choice> asItWas = new ArrayList<>();
    List<String> visitors = new ArrayList<>();
    for (List<Answer> half : halves) {
      for (Answer answer : half) {
        Means others = means.get(1 - half(answer));
        for (Choice choice : wanted.choices(answer.shown(), others::at)) {
          choices.add(choice);
          asItWas.add(new Choice(choice.reward(), 1, 1, 0, 0));
          visitors.add(answer.visitor());
        }
      }
    }
    if (choices.isEmpty()) {
      throw new Refusal(
          "propensity",
          "nothing was left to chance in %d answers; set explore.share of the surface above 0 and let it run, the log says nothing of other ways"
              .formatted(log.size()));
    }
    OffPolicy logged = OffPolicy.ips(asItWas, visitors);
    var study =
        new ExplorationStudy(
            choices.size(),
            logged.value(),
            logged.error(),
            OffPolicy.ips(choices, visitors),
            OffPolicy.snips(choices, visitors),
            OffPolicy.doublyRobust(choices, visitors));
    check(choices, visitors, study.ips());
    return study;
  }

  private static void check(List<Choice> choices, List<String> visitors, OffPolicy ips) {
    if (ips.effective() < LEAST) {
      throw new Refusal(
          "share",
          "the log is worth %.0f choices of that way, and %d are needed; let it run longer, or ask for less of a change"
              .formatted(ips.effective(), LEAST));
    }
    List<Choice> ones =
        choices.stream().map(of -> new Choice(1, of.logged(), of.wanted(), 0, 0)).toList();
    OffPolicy weight = OffPolicy.ips(ones, visitors);
    if (Math.abs(weight.value() - 1) > WRONG * weight.error() + 1e-9) {
      throw new Refusal(
          "propensity",
          "the mean weight is %.3f and should be 1: the answers gave more than one place to chance, or more than half of each; the log cannot be used"
              .formatted(weight.value()));
    }
  }

  private static int half(Answer answer) {
    return Unit.of(answer.visitor()).spot("half") < 0.5 ? 0 : 1;
  }

  /** Mean rewards of places, drawn to the mean of all by one place's worth. */
  private static final class Means {
    private final double[][] sums = new double[2][PLACES];
    private final double[][] counts = new double[2][PLACES];
    private double all;

    private static final int PLACES = 100;

    static Means of(List<Answer> answers) {
      var means = new Means();
      double sum = 0;
      double count = 0;
      for (Answer answer : answers) {
        for (Shown one : Exploration.open(answer.shown())) {
          int kind = one.isExplored() ? 1 : 0;
          int place = Math.min(PLACES - 1, one.position());
          means.sums[kind][place] += one.reward();
          means.counts[kind][place]++;
          sum += one.reward();
          count++;
        }
      }
      means.all = count == 0 ? 0 : sum / count;
      return means;
    }

    Expected at(int position) {
      int place = Math.min(PLACES - 1, position);
      return new Expected(mean(0, place), mean(1, place));
    }

    private double mean(int kind, int place) {
      return (sums[kind][place] + all) / (counts[kind][place] + 1);
    }
  }
}
