package io.limpet.core.feature;

import io.limpet.core.event.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What every visitor did so far, what was done on a device before somebody signed in there with the
 * user who did. Not thread-safe; in memory.
 */
public final class VisitorFolds {
  private final Map<String, UserBehaviour> users = new HashMap<>();
  private final Map<String, DeviceBehaviour> devices = new HashMap<>();

  /**
   * Lets something happen.
   *
   * @return whose it is: of who did it, or of the user who signed in; nobody's is the device's
   */
  public String take(UserAct act) {
    String visitor = act.visitor();
    if (!Event.isAnonymous(visitor)) {
      users.put(visitor, of(visitor).with(act));
      return visitor;
    }
    DeviceBehaviour.Outcome outcome =
        devices.getOrDefault(visitor, DeviceBehaviour.empty(visitor)).after(act);
    devices.put(visitor, outcome.device());
    UserBehaviour given = outcome.given();
    if (given == null) {
      return visitor;
    }
    users.put(given.visitor(), of(given.visitor()).and(given));
    return given.visitor();
  }

  /** What a visitor did. */
  public UserBehaviour of(String visitor) {
    DeviceBehaviour device = devices.get(visitor);
    return device == null
        ? users.getOrDefault(visitor, UserBehaviour.empty(visitor))
        : device.behaviour();
  }

  /** Those of whom anything is known. */
  public Set<String> visitors() {
    Set<String> all = new HashSet<>(users.keySet());
    devices.forEach(
        (visitor, device) -> {
          if (!device.behaviour().isEmpty()) {
            all.add(visitor);
          }
        });
    return all;
  }

  /** Every known user, devices left aside, with what it did. */
  public void forEachUser(BiConsumer<String, UserBehaviour> action) {
    users.forEach(action);
  }
}
