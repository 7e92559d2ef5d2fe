package io.limpet.trainer.ranker;

import io.limpet.core.generation.LearningCurve;
import io.limpet.core.ranking.Ranker;
import io.limpet.core.ranking.Task;
import io.limpet.trainer.evaluate.Difference;
import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.evaluate.Metric;
import io.limpet.trainer.evaluate.Outcomes;
import io.limpet.trainer.evaluate.RankingQuality;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.ranker.Examples.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What came out of a training.
 *
 * @param ranker learned from all visitors
 * @param folds of each fold the ranker that has not learned from it
 * @param quality of the folds' rankers
 * @param epochs that were best
 * @param learning the mean loss on held-out visitors, epoch by epoch
 * @param answers that were given and learned from beside replayed visits
 */
public record FittedRanker(
    Ranker ranker,
    List<Ranker> folds,
    RankingQuality quality,
    int epochs,
    LearningCurve learning,
    long seed,
    int answers) {

  public FittedRanker {
    folds = List.copyOf(folds);
  }

  /** The same, learned from so many answers as well. */
  FittedRanker with(int answersLearned) {
    return new FittedRanker(ranker, folds, quality, epochs, learning, seed, answersLearned);
  }

  /** What the manifest has to say of it, how good it is included. */
  public Map<String, String> parameters() {
    Map<String, String> all = new TreeMap<>(ranker.parameters());
    all.put("ranker.epochs", String.valueOf(epochs));
    all.put("ranker.served_answers", String.valueOf(answers));
    all.put("ranker.validation", quality.toString());
    for (RankingQuality.OfTask of : quality.tasks()) {
      all.put("ranker.validation." + of.task().label(), of.toString());
    }
    return all;
  }

  /** The ranker that has not learned from this visitor. */
  Ranker unaware(int user) {
    return folds.get(fold(user, folds.size(), seed));
  }

  /** Which fold a visitor is in. */
  static int fold(int user, int folds, long seed) {
    long mixed = (user + 0x9e3779b97f4a7c15L * (seed + 1)) * 0xbf58476d1ce4e5b9L;
    return Math.floorMod(mixed ^ (mixed >>> 31), folds);
  }

  /** A way of scoring the candidates of an example. */
  interface Scoring {
    IntToDoubleFunction of(Example example);
  }

  /** Recall alone: candidates without a product come last. */
  static IntToDoubleFunction recalled(Example example) {
    float[] products = example.recall().products();
    return i -> Float.isNaN(products[i]) ? Double.NEGATIVE_INFINITY : products[i];
  }

  /** Recall and a ranker together. */
  static IntToDoubleFunction ranked(Ranker ranker, Example example) {
    double[] joined = example.recall().joined(ranker, example.features());
    return i -> joined[i];
  }

  /** How well a scoring answers, over items that are new to the visitor. */
  static Figures figures(String part, String name, Examples examples, Scoring scoring) {
    List<int[]> outcomes = new ArrayList<>();
    for (Example example : examples.each()) {
      Set<Integer> known = new HashSet<>();
      for (int row = example.question().from(); row < example.question().to(); row++) {
        if (examples.rows().isInterest(row)) {
          known.add(examples.rows().item(row));
        }
      }
      int relevant =
          (int)
              example.question().taken().keySet().stream().filter(i -> !known.contains(i)).count();
      if (relevant > 0) {
        outcomes.add(new int[] {relevant, hits(example, known, scoring.of(example))});
      }
    }
    Outcomes all =
        Outcomes.of(
            outcomes.stream().mapToInt(of -> of[0]).toArray(),
            outcomes.stream().mapToInt(of -> of[1]).toArray());
    return new Figures(
        name, part, Scope.FRESH, Map.of(Figures.MAIN, all.mean(Metric.MAIN)), all, List.of());
  }

  private static int hits(Example example, Set<Integer> known, IntToDoubleFunction scoring) {
    int[] items = example.recall().items();
    double[] scores = IntStream.range(0, items.length).mapToDouble(scoring).toArray();
    List<Integer> best =
        IntStream.range(0, items.length)
            .filter(i -> !known.contains(items[i]))
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
            .limit(Outcomes.DEPTH)
            .toList();
    int hits = 0;
    for (int rank = 0; rank < best.size(); rank++) {
      hits |= example.labels(best.get(rank)) != 0 ? 1 << rank : 0;
    }
    return hits;
  }

  /** Recall alone against these rankers, and how true their probabilities are. */
  static RankingQuality judge(
      String part, Examples examples, Scoring scoring, List<RankingQuality.OfTask> tasks) {
    Figures alone = figures(part, "recall alone", examples, FittedRanker::recalled);
    Figures ranked = figures(part, "recall and ranker", examples, scoring);
    return new RankingQuality(
        part, alone.main(), ranked.main(), Difference.of(ranked, alone), alone.cases(), tasks);
  }

  /** How good the ranker is at questions that neither it nor the embeddings have seen. */
  RankingQuality judge(String part, Examples examples) {
    int candidates = examples.each().stream().mapToInt(Example::size).sum();
    double[][] p = new double[candidates][];
    int[] labels = new int[candidates];
    int[] known = new int[candidates];
    int at = 0;
    for (Example example : examples.each()) {
      for (int i = 0; i < example.size(); i++, at++) {
        p[at] = ranker.probabilities(example.features()[i]);
        labels[at] = example.labels(i);
        known[at] = example.question().known();
      }
    }
    List<RankingQuality.OfTask> tasks = new ArrayList<>();
    for (Task task : Task.values()) {
      int bit = Question.bit(task);
      int[] counted = IntStream.range(0, candidates).filter(i -> (known[i] & bit) != 0).toArray();
      boolean[] isHit = new boolean[counted.length];
      for (int i = 0; i < isHit.length; i++) {
        isHit[i] = (labels[counted[i]] & bit) != 0;
      }
      double[] own = Arrays.stream(counted).mapToDouble(i -> p[i][task.ordinal()]).toArray();
      tasks.add(RankingQuality.OfTask.of(task, own, isHit));
    }
    return judge(part, examples, example -> ranked(ranker, example), tasks);
  }
}
