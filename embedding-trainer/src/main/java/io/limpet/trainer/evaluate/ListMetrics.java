package io.limpet.trainer.evaluate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the lists have in common, whether right or wrong; collected list by list, not thread-safe.
 *
 * <table>
 *   <caption>At a cut k; "users of an item" are those with an interaction in training.</caption>
 *   <tr><td>{@code coverage}</td><td>share of the items met in training that are in any list</td></tr>
 *   <tr><td>{@code novelty}</td><td>mean of -log2(share of users of the item), in bits (Zhou et al.,
 *       PNAS 2010)</td></tr>
 *   <tr><td>{@code popularity}</td><td>mean over lists of the mean share of users of their items:
 *       average recommendation popularity (Yin et al., VLDB 2012)</td></tr>
 *   <tr><td>{@code popularity_lift}</td><td>that against the same mean over the histories, as ratio
 *       minus 1; 0 is calibrated, 1 twice as popular as what users chose themselves (Abdollahpouri et
 *       al., RMSE at RecSys 2019)</td></tr>
 *   <tr><td>{@code head_share}</td><td>share of the lists that is from the most popular 1 % of
 *       items</td></tr>
 *   <tr><td>{@code tail_share}</td><td>share of the lists that is from the long tail, the items that
 *       make up the last fifth of all interested users (average percentage of long tail items,
 *       Abdollahpouri et al., FLAIRS 2019)</td></tr>
 * </table>
 */
final class ListMetrics {
  private static final double HEAD = 0.01;
  private static final double TAIL = 0.2;

  /** What is known of the items, for all the models that are asked. */
  static final class Items {
    private final int[] usersOf;
    private final int users;
    private final int met;
    private final BitSet head = new BitSet();
    private final BitSet tail = new BitSet();

    /**
     * Items by how many users had them in training.
     *
     * @param users with any interaction
     */
    Items(int[] usersOf, int users) {
      this.usersOf = usersOf;
      this.users = users;
      int[] ranked =
          IntStream.range(0, usersOf.length)
              .filter(item -> usersOf[item] > 0)
              .boxed()
              .sorted(Comparator.comparingInt((Integer item) -> -usersOf[item]))
              .mapToInt(Integer::intValue)
              .toArray();
      met = ranked.length;
      double total = Arrays.stream(usersOf).asLongStream().sum();
      double above = 0;
      for (int rank = 0; rank < met; rank++) {
        head.set(ranked[rank], rank < Math.max(1, HEAD * met));
        tail.set(ranked[rank], above >= (1 - TAIL) * total);
        above += usersOf[ranked[rank]];
      }
      for (int item = 0; item < usersOf.length; item++) {
        tail.set(item, tail.get(item) || usersOf[item] == 0);
      }
    }

    double share(int item) {
      return users == 0 ? 0 : (double) usersOf[item] / users;
    }
  }

  private final Items items;
  private final int k;
  private final BitSet shown = new BitSet();
  private int lists;
  private long entries;
  private double bits;
  private double popularity;
  private double historyPopularity;
  private long head;
  private long tail;

  ListMetrics(Items items, int k) {
    this.items = items;
    this.k = k;
  }

  /**
   * One more list.
   *
   * @param historyPopularity mean share of users of the items in the history of whom it is for
   */
  void add(int[] ranked, double historyPopularity) {
    int size = Math.min(k, ranked.length);
    double sum = 0;
    for (int i = 0; i < size; i++) {
      int item = ranked[i];
      shown.set(item);
      sum += items.share(item);
      bits -= Math.log(Math.max(1, items.usersOf[item]) / (double) items.users) / Math.log(2);
      head += items.head.get(item) ? 1 : 0;
      tail += items.tail.get(item) ? 1 : 0;
    }
    entries += size;
    if (size > 0) {
      lists++;
      popularity += sum / size;
      this.historyPopularity += historyPopularity;
    }
  }

  void put(Map<String, Double> metrics) {
    metrics.put("coverage@" + k, items.met == 0 ? 0 : (double) shown.cardinality() / items.met);
    metrics.put("novelty@" + k, entries == 0 ? 0 : bits / entries);
    metrics.put("popularity@" + k, lists == 0 ? 0 : popularity / lists);
    metrics.put(
        "popularity_lift@" + k, historyPopularity == 0 ? 0 : popularity / historyPopularity - 1);
    metrics.put("head_share@" + k, entries == 0 ? 0 : (double) head / entries);
    metrics.put("tail_share@" + k, entries == 0 ? 0 : (double) tail / entries);
  }
}
