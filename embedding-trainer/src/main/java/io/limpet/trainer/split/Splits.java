package io.limpet.trainer.split;

import io.limpet.trainer.read.Interactions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The split that suits the data. */
public final class Splits {
  /** With so many questions in either window, models can be told apart by time. */
  private static final int ENOUGH = 500;

  /** Questions beyond these cost time and change no choice. */
  private static final int MOST = 20_000;

  /** In a real shop no moment is the first of such a share of all users. */
  private static final double CROWD = 0.05;

  private Splits() {}

  /**
   * By time ({@link TemporalSplit}) where there are times and enough users come back; else by the
   * last act of every user ({@link LeaveOneOut}), of a fair draw of them where they are many: most
   * visitors of some shops come once, and some files say no more than an order.
   *
   * @param seed of the draw
   * @throws SplitException when there is too little to ask for
   */
  public static Split fitting(Interactions all, long seed) {
    Split temporal = hasTimes(all) ? byTime(all) : null;
    if (temporal != null) {
      return temporal;
    }
    Split last = LeaveOneOut.of(all);
    return new Split(last.protocol(), drawn(last.validation(), seed), drawn(last.test(), seed));
  }

  /** The split by time, null where it asks too little. */
  private static @Nullable Split byTime(Interactions all) {
    try {
      Split temporal = TemporalSplit.of(all);
      int fewest = Math.min(temporal.validation().cases().size(), temporal.test().cases().size());
      return fewest >= ENOUGH ? temporal : null;
    } catch (SplitException e) {
      return null;
    }
  }

  private static Part drawn(Part part, long seed) {
    if (part.cases().size() <= MOST) {
      return part;
    }
    List<Case> cases = new ArrayList<>(part.cases());
    Collections.shuffle(cases, new Random(seed));
    return new Part(
        part.name(),
        part.training(),
        part.whole(),
        cases.subList(0, MOST),
        part.description() + ", " + MOST + " of them asked");
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
