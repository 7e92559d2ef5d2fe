package io.limpet.flink.users;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventType;
import io.limpet.core.identity.HandOver;
import io.limpet.core.identity.SignIn;
import io.limpet.core.identity.SignIns;
import io.limpet.core.profile.UserProfile;
import io.limpet.flink.wire.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose what is done on a device is, and which hand-overs a user has taken. Works on the
 * current key; whoever owns the key says when it is forgotten.
 *
 * <p>State by device: {@link SignIns}. State by user: how far each of the last {@value #DEVICES}
 * devices was taken over. Counts {@code handedOver} and {@code ownerless}: done so long before the
 * sign-ins that are kept that nobody can say whose it is.
 */
final class Devices {
  /** Devices of a user whose repeated hand-overs are recognised. */
  static final int DEVICES = 16;

  private final ListState<SignIn> signIns;
  private final MapState<String, Progress> taken;
  private final Counter handedOver;
  private final Counter ownerless;

  Devices(RuntimeContext context, MetricGroup metrics) {
    signIns = context.getListState(new ListStateDescriptor<>("sign-ins", Types.POJO(SignIn.class)));
    taken =
        context.getMapState(
            new MapStateDescriptor<>("taken-over", Types.STRING, Types.POJO(Progress.class)));
    handedOver = metrics.counter("handedOver");
    ownerless = metrics.counter("ownerless");
  }

  /**
   * What an event of a device leads to.
   *
   * @param device as it is afterwards
   * @param isNews whether it has changed for others
   * @param handOver what leaves for a user, null if nothing does
   */
  record Outcome(Visitor device, boolean isNews, @Nullable HandOver handOver) {}

  /** The device after one more event, which was not taken in before. */
  Outcome after(Visitor device, CleanEvent clean, Encoding encoding, long nowMillis)
      throws Exception {
    if (clean.event().type() == EventType.IDENTIFY) {
      return afterSignIn(device, clean, encoding, nowMillis);
    }
    SignIns all = signIns();
    SignIn next = all.next(clean.event().timestampMillis(), clean.receivedMillis()).orElse(null);
    if (next == null) {
      return new Outcome(encoding.after(device, clean, nowMillis), true, null);
    }
    Visitor unchanged = device.passing(device.progress().after(clean, nowMillis));
    if (all.isUnsure(next)) {
      ownerless.inc();
      return new Outcome(unchanged, false, null);
    }
    UserProfile late = encoding.profileOf(clean.event());
    return new Outcome(unchanged, false, handOver(next.user(), clean, late));
  }

  private Outcome afterSignIn(Visitor device, CleanEvent clean, Encoding encoding, long nowMillis)
      throws Exception {
    SignIn signIn = SignIn.of(clean);
    SignIns all = signIns().with(signIn);
    signIns.update(all.all());
    // Whoever signed in later has what there was; what still comes is shared out by its time.
    UserProfile.Parts parts =
        all.isLast(signIn)
            ? encoding.parted(device.profile(), signIn.reachMillis())
            : new UserProfile.Parts(UserProfile.empty(), device.profile());
    UserProfile before = parts.before().and(encoding.profileOf(clean.event()));
    return new Outcome(
        encoding.left(device, parts.after(), clean, nowMillis),
        !parts.after().equals(device.profile()) || !device.generation().equals(encoding.id()),
        handOver(signIn.user(), clean, before));
  }

  private SignIns signIns() throws Exception {
    List<SignIn> all = new ArrayList<>();
    signIns.get().forEach(all::add);
    return new SignIns(all);
  }

  private HandOver handOver(String user, CleanEvent clean, UserProfile profile) {
    handedOver.inc();
    return new HandOver(
        user,
        clean.event().visitor(),
        profile,
        clean.receivedMillis(),
        clean.event().eventId(),
        clean.originPartition(),
        clean.originOffset());
  }

  /** Notes that the user takes something over; false if that was done before. */
  boolean take(HandOver handOver, long nowMillis) throws Exception {
    Progress known = taken.get(handOver.device());
    if (known == null) {
      known = Progress.none();
    } else if (known.covers(handOver.originPartition(), handOver.originOffset())) {
      return false;
    }
    taken.put(
        handOver.device(),
        known.after(handOver.originPartition(), handOver.originOffset(), nowMillis));
    forgetTheOldest();
    return true;
  }

  private void forgetTheOldest() throws Exception {
    int size = 0;
    String oldest = null;
    long since = Long.MAX_VALUE;
    for (Map.Entry<String, Progress> device : taken.entries()) {
      size++;
      if (device.getValue().touchedMillis() < since) {
        oldest = device.getKey();
        since = device.getValue().touchedMillis();
      }
    }
    if (size > DEVICES && oldest != null) {
      taken.remove(oldest);
    }
  }

  /** Forgets one device of the current key's user. */
  void forget(String device) {
    try {
      taken.remove(device);
    } catch (Exception e) {
      throw new IllegalStateException("forgetting a device", e);
    }
  }

  /** Forgets the current key. */
  void clear() {
    signIns.clear();
    taken.clear();
  }
}
