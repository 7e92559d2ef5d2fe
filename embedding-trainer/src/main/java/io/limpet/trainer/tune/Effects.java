package io.limpet.trainer.tune;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How much each setting mattered. */
public final class Effects {
  private Effects() {}

  /**
   * One setting.
   *
   * @param name of it
   * @param correlation Spearman's, of its values with the scores: 1 the more the better, -1 the
   *     less the better, 0 no matter; NaN where the values are no numbers or all the same
   * @param trials that it is about
   */
  public record Effect(String name, double correlation, int trials) {
    /** Whether chance alone seldom does as much: beyond 1.96 / sqrt(trials - 1). */
    public boolean isClear() {
      return Math.abs(correlation) * Math.sqrt(trials - 1) > 1.96;
    }
  }

  /** The settings that were drawn in these outcomes of one stage, what mattered most first. */
  public static List<Effect> of(List<Outcome> stage) {
    List<Outcome> drawn =
        stage.stream().filter(of -> !of.settings().isEmpty() && !Double.isNaN(of.score())).toList();
    return drawn.stream()
        .flatMap(of -> of.settings().keySet().stream())
        .distinct()
        .sorted()
        .map(name -> new Effect(name, correlation(name, drawn), drawn.size()))
        .filter(effect -> !Double.isNaN(effect.correlation()))
        .sorted(Comparator.comparingDouble(effect -> -Math.abs(effect.correlation())))
        .toList();
  }

  private static double correlation(String name, List<Outcome> drawn) {
    try {
      double[] values =
          drawn.stream()
              .mapToDouble(of -> Double.parseDouble(of.settings().getOrDefault(name, "")))
              .toArray();
      return pearson(ranks(values), ranks(drawn.stream().mapToDouble(Outcome::score).toArray()));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Ranks from 0; equal values share the mean of theirs. */
  private static double[] ranks(double[] values) {
    return Arrays.stream(values)
        .map(
            value ->
                Arrays.stream(values)
                    .map(other -> other < value ? 1 : other == value ? 0.5 : 0)
                    .sum())
        .toArray();
  }

  private static double pearson(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(0);
    double meanB = Arrays.stream(b).average().orElse(0);
    double ab =
        IntStream.range(0, a.length).mapToDouble(i -> (a[i] - meanA) * (b[i] - meanB)).sum();
    double aa = Arrays.stream(a).map(x -> (x - meanA) * (x - meanA)).sum();
    double bb = Arrays.stream(b).map(x -> (x - meanB) * (x - meanB)).sum();
    return ab / Math.sqrt(aa * bb);
  }
}
