package io.limpet.trainer.model;

import io.limpet.trainer.read.Interactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Item-based nearest neighbours with recency: an item scores by how alike it is to what the user
 * took up, the later the more.
 *
 * <pre>
 *   x(u, i)  = sqrt(2^(-age in days of the latest interest / trainingHalfLife))
 *   sim(i,j) = sum over u of x(u,i) x(u,j) / (|x(i)| |x(j)| + shrink), the k highest of each i
 *   score(i) = sum over the history's items j of step^(how many later items there are) sim(i,j)
 * </pre>
 *
 * <p>Cosine and shrinkage as in Sarwar et al. (2001) and Dacrema et al. (2019).
 */
public final class ItemKnn implements Model {
  private static final double MILLIS_PER_DAY = 86_400_000;

  private final Options options;

  /**
   * What can be tuned.
   *
   * @param neighbours k, above 0
   * @param shrink added to the denominator of the cosine, not negative
   * @param trainingHalfLifeDays after which an interaction counts half in x squared, above 0
   * @param step weight of an item of the history relative to the next later one, in (0, 1]
   * @param historyMost items of the history that count, the latest
   */
  public record Options(
      int neighbours, double shrink, double trainingHalfLifeDays, double step, int historyMost) {

    /** The best found on the validation window of the built-in shop; docs/training.md has more. */
    public static final Options DEFAULT = new Options(200, 20, 10, 0.995, 200);

    /**
     * For histories that are about something just then, and for times of which only the order is
     * known: nothing ages, and each later item counts for much more than the one before.
     */
    public static final Options SEQUENCE =
        new Options(1_000, 10, Double.POSITIVE_INFINITY, 0.7, 20);

    public Options {
      if (neighbours < 1 || historyMost < 1) {
        throw new IllegalArgumentException(
            "neighbours is %d and historyMost %d, both must be above 0"
                .formatted(neighbours, historyMost));
      }
      if (!(shrink >= 0) || !(trainingHalfLifeDays > 0) || !(step > 0 && step <= 1)) {
        throw new IllegalArgumentException(
            "shrink is %s, not 0 or more, or trainingHalfLifeDays %s, not above 0, or step %s, not in (0, 1]"
                .formatted(shrink, trainingHalfLifeDays, step));
      }
    }
  }

  public ItemKnn() {
    this(Options.DEFAULT);
  }

  public ItemKnn(Options options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "item-knn";
  }

  /** Tries both ways, and takes the better. */
  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    List<Choice> tried = new ArrayList<>();
    for (Options of : List.of(Options.DEFAULT, Options.SEQUENCE)) {
      ItemKnn model = new ItemKnn(of);
      Recommender trained = model.train(set);
      tried.add(new Choice(model, trained, judge.applyAsDouble(trained)));
    }
    return tried.get(1).score() > tried.get(0).score() ? tried.get(1) : tried.get(0);
  }

  @Override
  public Recommender train(TrainingSet set) {
    Interactions rows = set.interactions();
    Bags bags = Bags.of(rows, set.nowMillis(), options.trainingHalfLifeDays);
    int[][] neighbours = new int[rows.items()][];
    float[][] likeness = new float[rows.items()][];
    float[] sums = new float[rows.items()];
    int[] touched = new int[rows.items()];
    try (var step = set.progress().begin("Item neighbours", rows.items())) {
      for (int item = 0; item < rows.items(); item++) {
        int count = 0;
        for (int at = bags.itemBegins[item]; at < bags.itemBegins[item + 1]; at++) {
          int user = bags.usersOfItem[at];
          float weight = bags.weightsOfItem[at];
          for (int i = bags.userBegins[user]; i < bags.userBegins[user + 1]; i++) {
            int other = bags.itemsOfUser[i];
            if (sums[other] == 0) {
              touched[count++] = other;
            }
            sums[other] += weight * bags.weightsOfUser[i];
          }
        }
        keepHighest(item, bags, sums, touched, count, neighbours, likeness);
        step.to(item + 1);
      }
    }
    return Neighbours.of(neighbours, likeness, rows.met(), options);
  }

  /** Stores the k most alike, and clears the sums for the next item. */
  private void keepHighest(
      int item, Bags bags, float[] sums, int[] touched, int count, int[][] kept, float[][] values) {
    long[] order = new long[count];
    int size = 0;
    for (int i = 0; i < count; i++) {
      int other = touched[i];
      if (other != item) {
        double norms = Math.sqrt(bags.squares[item]) * Math.sqrt(bags.squares[other]);
        float value = (float) (sums[other] / (norms + options.shrink));
        // Positive floats sort like their bits; the item's number breaks ties the same every time.
        order[size++] = ((long) Float.floatToIntBits(value) << 32) | (Integer.MAX_VALUE - other);
      }
      sums[other] = 0;
    }
    Arrays.sort(order, 0, size);
    int most = Math.min(options.neighbours, size);
    kept[item] = new int[most];
    values[item] = new float[most];
    for (int i = 0; i < most; i++) {
      long entry = order[size - 1 - i];
      kept[item][i] = Integer.MAX_VALUE - (int) entry;
      values[item][i] = Float.intBitsToFloat((int) (entry >>> 32));
    }
  }

  /**
   * The trained model, by item of the history.
   *
   * @param targets the items that count the item among their k neighbours
   * @param likeness how alike the two are
   */
  private record Neighbours(
      @SuppressWarnings("ArrayRecordComponent") int[][] targets,
      @SuppressWarnings("ArrayRecordComponent") float[][] likeness,
      @SuppressWarnings("ArrayRecordComponent") boolean[] known,
      Options options)
      implements Recommender {

    /** Turns the neighbours of every item round. */
    static Neighbours of(int[][] neighbours, float[][] likeness, boolean[] known, Options options) {
      int[] sizes = new int[neighbours.length];
      for (int[] of : neighbours) {
        for (int other : of) {
          sizes[other]++;
        }
      }
      int[][] targets = new int[neighbours.length][];
      float[][] values = new float[neighbours.length][];
      for (int item = 0; item < sizes.length; item++) {
        targets[item] = new int[sizes[item]];
        values[item] = new float[sizes[item]];
      }
      for (int item = 0; item < neighbours.length; item++) {
        for (int n = 0; n < neighbours[item].length; n++) {
          int other = neighbours[item][n];
          int at = --sizes[other];
          targets[other][at] = item;
          values[other][at] = likeness[item][n];
        }
      }
      return new Neighbours(targets, values, known, options);
    }

    @Override
    public void score(List<History> histories, float[][] scores) {
      for (int i = 0; i < histories.size(); i++) {
        score(histories.get(i), scores[i]);
      }
    }

    private void score(History history, float[] scores) {
      for (int item = 0; item < known.length; item++) {
        scores[item] = known[item] ? 0 : UNKNOWN;
      }
      boolean[] seen = new boolean[known.length];
      float weight = 1;
      int left = options.historyMost;
      for (int row = history.to() - 1; row >= history.from() && left > 0; row--) {
        int item = history.rows().item(row);
        if (history.rows().isInterest(row) && !seen[item]) {
          seen[item] = true;
          for (int n = 0; n < targets[item].length; n++) {
            scores[targets[item][n]] += weight * likeness[item][n];
          }
          weight *= (float) options.step;
          left--;
        }
      }
    }
  }

  /** Each user's distinct items with weights, and each item's users. */
  private static final class Bags {
    private final int[] userBegins;
    private final int[] itemsOfUser;
    private final float[] weightsOfUser;
    private final int[] itemBegins;
    private final int[] usersOfItem;
    private final float[] weightsOfItem;
    private final double[] squares;

    private Bags(Interactions rows, int[] userBegins, int[] items, float[] weights) {
      this.userBegins = userBegins;
      this.itemsOfUser = items;
      this.weightsOfUser = weights;
      this.itemBegins = new int[rows.items() + 1];
      this.squares = new double[rows.items()];
      for (int i = 0; i < items.length; i++) {
        itemBegins[items[i] + 1]++;
        squares[items[i]] += weights[i] * weights[i];
      }
      Arrays.parallelPrefix(itemBegins, Integer::sum);
      this.usersOfItem = new int[items.length];
      this.weightsOfItem = new float[items.length];
      int[] next = itemBegins.clone();
      for (int user = 0; user < rows.users(); user++) {
        for (int i = userBegins[user]; i < userBegins[user + 1]; i++) {
          usersOfItem[next[items[i]]] = user;
          weightsOfItem[next[items[i]]++] = weights[i];
        }
      }
    }

    static Bags of(Interactions rows, long now, double halfLifeDays) {
      int[] begins = new int[rows.users() + 1];
      int[] items = new int[rows.size()];
      float[] weights = new float[rows.size()];
      int[] lastUser = new int[rows.items()];
      int size = 0;
      for (int user = 0; user < rows.users(); user++) {
        for (int row = rows.end(user) - 1; row >= rows.begin(user); row--) {
          int item = rows.item(row);
          if (rows.isInterest(row) && lastUser[item] != user + 1) {
            lastUser[item] = user + 1;
            double days = (now - rows.millis(row)) / MILLIS_PER_DAY;
            items[size] = item;
            // Never quite zero: an entry that is there has to be told from one that is not.
            weights[size++] =
                (float) Math.max(1e-12, Math.sqrt(Math.pow(0.5, days / halfLifeDays)));
          }
        }
        begins[user + 1] = size;
      }
      return new Bags(rows, begins, Arrays.copyOf(items, size), Arrays.copyOf(weights, size));
    }
  }
}
