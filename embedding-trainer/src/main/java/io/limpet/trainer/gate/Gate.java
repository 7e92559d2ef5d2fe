package io.limpet.trainer.gate;

import io.limpet.trainer.evaluate.Difference;
import io.limpet.trainer.evaluate.Figures;
import java.util.List;
import java.util.Locale;

/**
 * Lets a generation through only if it is good enough on a window it has not seen. Compared is
 * NDCG@10 over items that were new to the user, user by user ({@link Difference}):
 *
 * <ul>
 *   <li><em>popularity</em> must be beaten beyond doubt: the 95 % interval of the difference lies
 *       above 0. A shop that cannot beat popularity needs no vectors.
 *   <li><em>the generation in use</em> must not be fallen behind: the interval does not lie below
 *       0, and the figure is at least nine tenths of its own, so that where few users leave much
 *       doubt no bad generation slips through. To ask for more would refuse every retraining on a
 *       quiet day, whose gain is fresher data and not a better recipe.
 *   <li>the {@link Sanity} checks of the vectors must all pass.
 * </ul>
 *
 * <p>A training calls {@code judge(candidate, rivals)} as soon as the test window is answered, all
 * figures from one {@code Evaluator} and one scope, and {@code judge(Sanity.of(vectors,
 * catalogue))} of the vectors that are to be published.
 */
public final class Gate {
  /** The rival that must be beaten; every other must not be fallen behind. */
  public static final String POPULARITY = "popularity";

  /** What is kept at least of the figure of the generation in use. */
  static final double KEPT = 0.9;

  private Gate() {}

  /**
   * What was found.
   *
   * @param passed whether the generation may be published
   * @param lines one a comparison or check, for people
   */
  public record Verdict(boolean passed, List<String> lines) {
    public Verdict {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Compares figures.
   *
   * @param rivals popularity, under {@link #POPULARITY}, and the generation in use where that has
   *     not seen the window either
   * @throws IllegalArgumentException when a rival did not answer the same questions
   */
  public static Verdict judge(Figures candidate, List<Figures> rivals) {
    if (candidate.cases() == 0) {
      return new Verdict(
          false,
          List.of("nobody could be asked, so nothing is known of how good the generation is"));
    }
    return judge(rivals.stream().map(rival -> compare(candidate, rival)).toList());
  }

  /** Whether all of these pass. */
  public static Verdict judge(List<Check> checks) {
    return new Verdict(
        checks.stream().allMatch(Check::passed), checks.stream().map(Check::line).toList());
  }

  /**
   * Whether a ranker goes along: over fresh items it is not behind recall alone on a window later
   * than the one that it has learned from. What is special about one window, a season for one, is
   * learned as if it would last; a later window tells.
   *
   * @param recalled recall alone
   * @param ranked recall and ranker, asked the same
   */
  public static Check ranker(Figures recalled, Figures ranked) {
    Difference difference = Difference.of(ranked, recalled);
    boolean passed = difference.mean() >= 0;
    return new Check(
        passed,
        String.format(
            Locale.ROOT,
            "%s recall alone in a later window: %s %.4f against %.4f, difference %s",
            passed ? "not behind" : "behind",
            Figures.MAIN,
            ranked.main(),
            recalled.main(),
            difference));
  }

  private static Check compare(Figures candidate, Figures rival) {
    Difference difference = Difference.of(candidate, rival);
    boolean beaten = difference.isBetter();
    boolean passed =
        rival.model().equals(POPULARITY)
            ? beaten
            : !difference.isWorse() && candidate.main() >= KEPT * rival.main();
    return new Check(
        passed,
        String.format(
            Locale.ROOT,
            "%s than %s: %s %.4f against %.4f (%s), difference %s",
            beaten ? "better" : passed ? "not clearly worse" : "not good enough, no better",
            rival.model(),
            Figures.MAIN,
            candidate.main(),
            rival.main(),
            share(candidate.main(), rival.main()),
            difference));
  }

  private static String share(double candidate, double rival) {
    return rival == 0
        ? String.format(Locale.ROOT, "%+.4f", candidate)
        : String.format(Locale.ROOT, "%+.1f %%", 100 * (candidate / rival - 1));
  }
}
