package io.limpet.core.feature;

import io.limpet.core.identity.SignIn;
import io.limpet.core.identity.SignIns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done on a device by nobody in particular, and whose it becomes: what was done before
 * somebody signs in there is the user's ({@link SignIns}), what was done after it is the device's,
 * until the next. Whose an act is goes by its times alone, so acts and sign-ins may come in any
 * order, with two bounds. A sign-in that comes so late that it is older than all of {@code recent}
 * takes {@code settled} along as it is, since sums cannot be parted by time; one that comes after a
 * later one finds only what is recent. Immutable.
 *
 * @param signIns who signed in, the last {@link SignIns#KEPT}
 * @param settled all acts but the recent ones
 * @param recent the acts that are latest by their own time, at most {@link #RECENT}, the oldest
 *     first
 */
public record DeviceBehaviour(SignIns signIns, UserBehaviour settled, List<UserAct> recent) {
  /** Acts that a late sign-in still tells apart: as many as a profile keeps. */
  public static final int RECENT = 100;

  private static final Comparator<UserAct> BY_TIME = Comparator.comparingLong(UserAct::millis);

  public DeviceBehaviour {
    recent = List.copyOf(recent);
  }

  /**
   * What an act leads to.
   *
   * @param device as it is afterwards
   * @param given what a user did as well from now on, null if nothing
   * @param isOwnerless whether it was done so long before the sign-ins that are kept that nobody
   *     can say whose it is; then nothing has changed
   */
  public record Outcome(
      DeviceBehaviour device, @Nullable UserBehaviour given, boolean isOwnerless) {}

  /** Of a device never seen. */
  public static DeviceBehaviour empty(String device) {
    return new DeviceBehaviour(SignIns.none(), UserBehaviour.empty(device), List.of());
  }

  /** What was done on it that is nobody else's, in all. */
  public UserBehaviour behaviour() {
    return with(settled, recent);
  }

  private static UserBehaviour with(UserBehaviour of, List<UserAct> acts) {
    UserBehaviour all = of;
    for (UserAct act : acts) {
      all = all.with(act);
    }
    return all;
  }

  /** After something more was done on the device, or somebody has signed in. */
  public Outcome after(UserAct act) {
    String user = act.signedIn();
    if (user != null) {
      return afterSignIn(act, new SignIn(user, act.millis(), act.receivedMillis()));
    }
    SignIn next = signIns.next(act.millis(), act.receivedMillis()).orElse(null);
    if (next == null) {
      return new Outcome(with(act), null, false);
    }
    if (signIns.isUnsure(next)) {
      return new Outcome(this, null, true);
    }
    return new Outcome(this, UserBehaviour.empty(next.user()).with(act), false);
  }

  private Outcome afterSignIn(UserAct act, SignIn signIn) {
    SignIns all = signIns.with(signIn);
    List<UserAct> before = new ArrayList<>();
    List<UserAct> after = new ArrayList<>();
    for (UserAct of : recent) {
      boolean isOwned = all.next(of.millis(), of.receivedMillis()).isPresent();
      (isOwned ? before : after).add(of);
    }
    before.add(act);
    // Whoever signed in later has what there was.
    boolean takesAll = all.isLast(signIn);
    UserBehaviour nothing = UserBehaviour.empty(settled.visitor());
    return new Outcome(
        new DeviceBehaviour(all, takesAll ? nothing : settled, after),
        with(takesAll ? settled : nothing, before).by(signIn.user()),
        false);
  }

  private DeviceBehaviour with(UserAct act) {
    List<UserAct> next = new ArrayList<>(recent);
    next.add(act);
    next.sort(BY_TIME);
    if (next.size() <= RECENT) {
      return new DeviceBehaviour(signIns, settled, next);
    }
    return new DeviceBehaviour(signIns, settled.with(next.getFirst()), next.subList(1, RECENT + 1));
  }
}
