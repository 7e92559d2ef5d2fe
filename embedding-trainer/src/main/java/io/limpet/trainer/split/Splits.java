package io.limpet.trainer.split;

import io.limpet.trainer.read.Interactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The split that suits the data. */
public final class Splits {
  /** With so many questions in either window, models can be told apart by time. */
  private static final int ENOUGH = 500;

  /** With fewer questions hardly any model is beyond doubt better than popularity. */
  private static final int LEAST = 100;

  /** Questions beyond these cost time and change no choice. */
  private static final int MOST = 20_000;

  /** An interval over so many users tells models apart that are a few percent from each other. */
  private static final int FEWEST = 4_000;

  /** Scores of a look at validation, every item for every question: some seconds of one core. */
  private static final long MOST_SCORES = 2_000_000_000;

  /** In a real shop no moment is the first of such a share of all users. */
  private static final double CROWD = 0.05;

  private Splits() {}

  /**
   * By time ({@link TemporalSplit}) where there are times and enough users come back; else by the
   * last act of every user ({@link LeaveOneOut}): most visitors of some shops come once, and some
   * files say no more than an order. Of many questions a fair draw is asked, the smaller the more
   * items there are to be ranked for each, so that looking takes no more than its share of the time
   * whatever the size.
   *
   * @param seed of the draw
   * @throws SplitException when there is too little to ask for
   */
  public static Split fitting(Interactions all, long seed) {
    Split temporal = hasTimes(all) ? byTime(all) : null;
    Split whole = temporal != null ? temporal : LeaveOneOut.of(all);
    int most = most(all.items());
    return new Split(
        whole.protocol(), drawn(whole.validation(), most, seed), drawn(whole.test(), most, seed));
  }

  /** How many questions are asked where so many items are ranked for each. */
  static int most(int items) {
    return Math.clamp(MOST_SCORES / Math.max(1, items), FEWEST, MOST);
  }

  /**
   * The part that asks for the last half of what happened after this time: whoever has learned up
   * to then has seen none of it.
   *
   * @param thenMillis at which a model was trained, epoch milliseconds
   * @param seed of the draw where there is very much
   * @throws SplitException when there is too little to ask for
   */
  public static Part since(Interactions all, long thenMillis, long seed) {
    long[] times =
        IntStream.range(0, all.size())
            .mapToLong(all::millis)
            .filter(millis -> millis > thenMillis)
            .sorted()
            .toArray();
    if (times.length == 0) {
      throw new SplitException(
          "nothing happened after %s; wait, or train without --warm-start"
              .formatted(Instant.ofEpochMilli(thenMillis)));
    }
    Part test = TemporalSplit.part("test", all, times[times.length / 2], all.lastMillis() + 1);
    if (test.cases().size() < LEAST) {
      throw new SplitException(
          "only %d users with a history came back in the last half of what happened after %s, too few to judge by (%d are needed); wait, or train without --warm-start"
              .formatted(test.cases().size(), Instant.ofEpochMilli(thenMillis), LEAST));
    }
    return drawn(test, most(all.items()), seed);
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

  private static Part drawn(Part part, int most, long seed) {
    if (part.cases().size() <= most) {
      return part;
    }
    List<Case> cases = new ArrayList<>(part.cases());
    Collections.shuffle(cases, new Random(seed));
    return new Part(
        part.name(),
        part.training(),
        part.whole(),
        cases.subList(0, most),
        part.description() + ", " + most + " of them asked");
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
