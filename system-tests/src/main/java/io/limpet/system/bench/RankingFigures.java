package io.limpet.system.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How good rankings are, a number a query. Queries to which nobody found a good answer are left
 * out: no ranking can be right or wrong there.
 *
 * @param ndcg NDCG@10 with the ratings as gains (Järvelin and Kekäläinen, 2002); what nobody judged
 *     counts as useless
 * @param judged the same of the judged items alone, in the order of the ranking (Sakai, 2007): does
 *     not punish for good answers that nobody was shown
 * @param recall the share of the items rated above 0 that are among the first 100
 * @param reciprocal one by the rank of the first item rated above 0, 0 if it is not among the first
 *     100
 */
record RankingFigures(double[] ndcg, double[] judged, double[] recall, double[] reciprocal) {
  private static final int NDCG = 10;
  private static final int SAMPLES = 2_000;

  /** Ranks the items of a query, best first. */
  interface Ranker {
    List<String> rank(String query);
  }

  static RankingFigures of(Ranker ranker, Map<String, Map<String, Integer>> ratings) {
    List<double[]> rows = new ArrayList<>();
    ratings.forEach(
        (query, rated) -> {
          double ideal =
              gain(rated.values().stream().sorted((a, b) -> Integer.compare(b, a)).toList());
          if (ideal > 0) {
            List<String> ranking = ranker.rank(query);
            rows.add(row(ranking, rated, ideal));
          }
        });
    return new RankingFigures(column(rows, 0), column(rows, 1), column(rows, 2), column(rows, 3));
  }

  private static double[] row(List<String> ranking, Map<String, Integer> rated, double ideal) {
    List<Integer> gains = ranking.stream().map(item -> rated.getOrDefault(item, 0)).toList();
    List<Integer> judged = ranking.stream().filter(rated::containsKey).map(rated::get).toList();
    long good = rated.values().stream().filter(rating -> rating > 0).count();
    int first = 0;
    while (first < gains.size() && gains.get(first) == 0) {
      first++;
    }
    return new double[] {
      gain(gains) / ideal,
      gain(judged) / ideal,
      (double) gains.stream().filter(gain -> gain > 0).count() / good,
      first < gains.size() ? 1.0 / (first + 1) : 0
    };
  }

  private static double gain(List<Integer> gains) {
    double sum = 0;
    for (int i = 0; i < Math.min(NDCG, gains.size()); i++) {
      sum += gains.get(i) / (Math.log(i + 2) / Math.log(2));
    }
    return sum;
  }

  private static double[] column(List<double[]> rows, int column) {
    return rows.stream().mapToDouble(row -> row[column]).toArray();
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  /** What the first has more than the second, query by query. */
  static double[] difference(double[] of, double[] than) {
    double[] more = new double[of.length];
    Arrays.setAll(more, i -> of[i] - than[i]);
    return more;
  }

  /** The mean with the bounds between which 95 % of the means of resampled queries lie. */
  static String interval(double[] values) {
    Random random = new Random(17);
    double[] means = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      double sum = 0;
      for (int j = 0; j < values.length; j++) {
        sum += values[random.nextInt(values.length)];
      }
      means[i] = sum / values.length;
    }
    Arrays.sort(means);
    return "%.3f [%.3f, %.3f]"
        .formatted(mean(values), means[SAMPLES / 40], means[SAMPLES - 1 - SAMPLES / 40]);
  }
}
