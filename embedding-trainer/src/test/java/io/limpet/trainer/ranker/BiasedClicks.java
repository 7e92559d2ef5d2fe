package io.limpet.trainer.ranker;

import io.limpet.core.ranking.Feature;
import io.limpet.core.ranking.Task;
import io.limpet.trainer.read.InteractionsBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A shop whose visitors look from the top and seldom get far. An item has three numbers:
 * popularity, trend and match. It suits with
 *
 * <pre>
 *   gamma = sigmoid(-1.6 + 0.2 popularity + 1.3 trend - 0.9 match + 0.5 trend match)
 * </pre>
 *
 * <p>Whoever ranked the answers looked at popularity and chance, of which it matters least. The
 * item at position k, from 0, is looked at with {@code theta(k) = (k + 1)^-steepness}, and clicked
 * if it is looked at and suits: the model of position bias of Wang et al. (2018).
 */
final class BiasedClicks {
  static final int PAGE = 10;
  private static final Feature[] KNOWN = {Feature.POPULARITY, Feature.TREND, Feature.MATCH_GAP};

  private final double steepness;
  private final SplittableRandom random;

  BiasedClicks(double steepness, long seed) {
    this.steepness = steepness;
    this.random = new SplittableRandom(seed);
  }

  double looked(int position) {
    return Math.pow(position + 1, -steepness);
  }

  private float[] item() {
    float[] row = new float[Feature.COUNT];
    for (Feature feature : KNOWN) {
      row[feature.ordinal()] = (float) random.nextGaussian();
    }
    return row;
  }

  static double suits(float[] row) {
    double popularity = row[KNOWN[0].ordinal()];
    double trend = row[KNOWN[1].ordinal()];
    double match = row[KNOWN[2].ordinal()];
    double z = -1.6 + 0.2 * popularity + 1.3 * trend - 0.9 * match + 0.5 * trend * match;
    return 1 / (1 + Math.exp(-z));
  }

  /** Answers as the service gave them, with every click weighing 1. */
  List<ServedAnswer> answers(int count) {
    List<ServedAnswer> answers = new ArrayList<>();
    for (int user = 0; user < count; user++) {
      float[][] rows = new float[PAGE][];
      double[] scores = new double[PAGE];
      for (int i = 0; i < PAGE; i++) {
        rows[i] = item();
        scores[i] = rows[i][KNOWN[0].ordinal()] + 0.7 * random.nextGaussian();
      }
      int[] order =
          IntStream.range(0, PAGE)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
              .mapToInt(i -> i)
              .toArray();
      float[][] page = new float[PAGE][];
      int[] bits = new int[PAGE];
      for (int k = 0; k < PAGE; k++) {
        page[k] = rows[order[k]];
        boolean isClicked = random.nextDouble() < looked(k) && random.nextDouble() < suits(page[k]);
        bits[k] = isClicked ? Question.bit(Task.VIEW) : 0;
      }
      float[] weights = new float[PAGE];
      Arrays.fill(weights, 1);
      answers.add(
          new ServedAnswer(user, "home", IntStream.range(0, PAGE).toArray(), page, bits, weights));
    }
    return answers;
  }

  /** Visits that found what suits by themselves, without a bias, as a replay sees them. */
  Examples visits(int count, int candidates) {
    List<Examples.Example> visits = new ArrayList<>();
    for (float[][] rows : candidates(count, candidates)) {
      Map<Integer, Integer> taken = new HashMap<>();
      float[] products = new float[candidates];
      for (int i = 0; i < candidates; i++) {
        if (random.nextDouble() < 0.2 * suits(rows[i])) {
          taken.put(i, Question.bit(Task.VIEW));
        }
        products[i] = (float) random.nextGaussian();
      }
      taken.putIfAbsent(0, Question.bit(Task.VIEW));
      Question question = new Question(visits.size(), 0, 0, 1, taken, Question.Return.UNKNOWN);
      Recall recall = new Recall(IntStream.range(0, candidates).toArray(), products);
      visits.add(new Examples.Example(question, recall, rows));
    }
    return new Examples(new InteractionsBuilder().build(), visits);
  }

  /** Candidates of other answers, for whoever ranks them to be judged by how well they suit. */
  List<float[][]> candidates(int questions, int each) {
    List<float[][]> all = new ArrayList<>();
    for (int q = 0; q < questions; q++) {
      float[][] rows = new float[each][];
      for (int i = 0; i < each; i++) {
        rows[i] = item();
      }
      all.add(rows);
    }
    return all;
  }
}
