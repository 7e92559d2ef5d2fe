package io.limpet.trainer.split;

import io.limpet.trainer.read.Interactions;
import java.util.HashMap;
import java.util.Map;

/** The split that suits the data. */
public final class Splits {
  /** In a real shop no moment is the first of such a share of all users. */
  private static final double CROWD = 0.05;

  private Splits() {}

  /**
   * In the shop's own time ({@link LiveSplit}), or, where times say no more than an order, by the
   * last act of every user ({@link LeaveOneOut}).
   *
   * @throws SplitException when there is too little to ask for
   */
  public static Split fitting(Interactions all) {
    return hasTimes(all) ? LiveSplit.of(all) : LeaveOneOut.of(all);
  }

  /** Whether the times are those of a shop, in which users begin at any time. */
  static boolean hasTimes(Interactions all) {
    Map<Long, Integer> beginners = new HashMap<>();
    int users = 0;
    for (int user = 0; user < all.users(); user++) {
      if (all.end(user) > all.begin(user)) {
        users++;
        beginners.merge(all.millis(all.begin(user)), 1, Integer::sum);
      }
    }
    double crowd = Math.max(2, CROWD * users);
    int together =
        beginners.values().stream().filter(count -> count >= crowd).mapToInt(i -> i).sum();
    return 2 * together <= users && all.lastMillis() > all.firstMillis();
  }
}
