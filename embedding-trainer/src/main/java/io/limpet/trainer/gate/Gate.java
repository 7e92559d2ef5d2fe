package io.limpet.trainer.gate;

import io.limpet.trainer.evaluate.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lets a generation through only if it is better, on a window it has not seen, than what it has to
 * beat: popularity, and the generation in use where that has not seen the window either.
 */
public final class Gate {
  private Gate() {}

  /**
   * What was found.
   *
   * @param passed whether the generation may be published
   * @param lines one a comparison, for people
   */
  public record Verdict(boolean passed, List<String> lines) {
    public Verdict {
      lines = List.copyOf(lines);
    }
  }

  /** Compares by NDCG@10 over items that were new to the user. */
  public static Verdict judge(Figures candidate, List<Figures> rivals) {
    List<String> lines = new ArrayList<>();
    boolean passed = true;
    if (candidate.cases() == 0) {
      lines.add("nobody could be asked, so nothing is known of how good the generation is");
      passed = false;
    }
    for (Figures rival : rivals) {
      boolean better = candidate.main() > rival.main();
      passed &= better || candidate.cases() == 0;
      lines.add(
          String.format(
              Locale.ROOT,
              "%s than %s: %s %.4f against %.4f (%s)",
              better ? "better" : "not better",
              rival.model(),
              Figures.MAIN,
              candidate.main(),
              rival.main(),
              difference(candidate.main(), rival.main())));
    }
    return new Verdict(passed, lines);
  }

  private static String difference(double candidate, double rival) {
    return rival == 0
        ? String.format(Locale.ROOT, "%+.4f", candidate)
        : String.format(Locale.ROOT, "%+.1f %%", 100 * (candidate / rival - 1));
  }
}
