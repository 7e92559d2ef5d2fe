package io.limpet.core.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who signed in on one device, and so whose is what was done there by nobody in particular: of who
 * signed in next. What comes after the last sign-in is the device's own, until the next. No event
 * is ever two users'. Immutable.
 *
 * @param all by time
 */
public record SignIns(List<SignIn> all) {
  /** Sign-ins kept of a device by whoever has to bound them. */
  public static final int KEPT = 8;

  public SignIns {
    all = List.copyOf(all);
  }

  /** Of a device on which nobody has signed in. */
  public static SignIns none() {
    return new SignIns(List.of());
  }

  /** Of whoever can keep all there ever were, in any order. */
  public static SignIns ofAll(List<SignIn> all) {
    return new SignIns(all.stream().sorted(Comparator.comparingLong(SignIn::millis)).toList());
  }

  /** The same with one more, which may come late, and the last {@link #KEPT} at most. */
  public SignIns with(SignIn signIn) {
    List<SignIn> next = new ArrayList<>(all);
    int at = next.size();
    while (at > 0 && next.get(at - 1).millis() > signIn.millis()) {
      at--;
    }
    next.add(at, signIn);
    if (next.size() > KEPT) {
      // Of a user who signs in again the earlier one says nothing; else the oldest has to go.
      next.remove(Math.max(0, firstDouble(next)));
    }
    return new SignIns(next);
  }

  /** Where a user signs in who signs in next, too; -1 if nowhere. */
  private static int firstDouble(List<SignIn> all) {
    for (int i = 0; i + 1 < all.size(); i++) {
      if (all.get(i).user().equals(all.get(i + 1).user())) {
        return i;
      }
    }
    return -1;
  }

  /** Who signed in next after this was done on the device, by the times of the events alone. */
  public Optional<SignIn> next(long millis) {
    return next(millis, Long.MAX_VALUE);
  }

  /**
   * Who signed in next after this was done on the device by nobody in particular; empty if nobody
   * has, and then it is the device's own.
   *
   * @param millis when it was done, epoch milliseconds
   * @param receivedMillis when Kafka had it
   */
  public Optional<SignIn> next(long millis, long receivedMillis) {
    return all.stream().filter(signIn -> signIn.isAfter(millis, receivedMillis)).findFirst();
  }

  /** Whether somebody else, who is not kept any more, may have signed in before this one did. */
  public boolean isUnsure(SignIn next) {
    return all.size() == KEPT && all.getFirst().equals(next) && firstDouble(all) < 0;
  }

  /** Whether nobody has signed in later. */
  public boolean isLast(SignIn signIn) {
    return all.getLast().millis() <= signIn.millis();
  }
}
