package io.limpet.trainer.split;

import io.limpet.trainer.read.Interactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks what a shop asks, in the windows of {@link TemporalSplit}: what users take up who come back,
 * from what they did before the window; and what comes next, from all that a visitor did before the
 * last act within the window. The first is about taste, the second about the visit; a visitor who
 * comes once is asked the second alone. A model learns from what came before the window.
 */
public final class LiveSplit {
  private LiveSplit() {}

  /**
   * Splits the interactions.
   *
   * @throws SplitException when they cannot be split by time, or nobody did two things
   */
  public static Split of(Interactions all) {
    TemporalSplit.Windows windows = TemporalSplit.windows(all);
    Part validation = part("validation", all, windows.validation(), windows.test());
    Part test = part("test", all, windows.test(), windows.end());
    if (validation.cases().isEmpty() || test.cases().isEmpty()) {
      throw new SplitException("nobody did two things within a window; give longer histories");
    }
    return new Split("live", validation, test);
  }

  private static Part part(String name, Interactions all, long from, long to) {
    Part returning = TemporalSplit.part(name, all, from, to);
    List<Case> cases = new ArrayList<>(returning.cases());
    for (int user = 0; user < all.users(); user++) {
      int last = all.firstAt(user, to) - 1;
      while (last > all.begin(user) && !all.isInterest(last)) {
        last--;
      }
      if (last > all.begin(user) && all.millis(last) >= from) {
        Case next = TemporalSplit.question(all, user, all.begin(user), last, last + 1);
        if (next != null) {
          cases.add(next);
        }
      }
    }
    return new Part(
        name,
        returning.training(),
        all,
        cases,
        "%s to %s, %d users who come back and %d next acts"
            .formatted(
                Instant.ofEpochMilli(from),
                Instant.ofEpochMilli(to - 1),
                returning.cases().size(),
                cases.size() - returning.cases().size()));
  }
}
