package io.limpet.search.state;

import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.UserVector;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The visitors with their vectors and profiles, as {@code limpet.user-vectors} has them. One thread
 * writes, any number read. What is kept of one visitor is bounded by {@link UserProfile}.
 */
public final class UserStore {
  private final ItemIds ids;
  private final ConcurrentHashMap<String, UserVector> users = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Integer> byGeneration = new ConcurrentHashMap<>();
  private final Departed departed = new Departed();
  private final Set<String> erased = ConcurrentHashMap.newKeySet();
  private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();

  public UserStore(ItemIds ids) {
    this.ids = ids;
  }

  /** Is told of every vector, by the thread that takes it in, when others see it already. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A vector was taken in.
     *
     * @param before what it stands in place of, with what was known of a device that the visitor
     *     has signed in on since; null if nothing was
     */
    void updated(@Nullable UserVector before, UserVector now);
  }

  /** Tells {@code listener} of every vector taken in from now on. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /**
   * Forgets a visitor who is being erased; what still comes is not remembered when it goes. May be
   * called by any thread.
   */
  public void forget(String visitor) {
    erased.add(visitor);
    count(users.remove(visitor), -1);
  }

  /** The erasure is done: whoever comes under this id begins anew. */
  public void mayReturn(String visitor) {
    erased.remove(visitor);
  }

  /** Takes in a record of the topic, null when it was deleted; an older version is passed over. */
  public void take(String visitor, @Nullable UserVector vector) {
    UserVector known = users.get(visitor);
    if (vector == null) {
      count(users.remove(visitor), -1);
      if (known != null && !erased.contains(visitor)) {
        departed.add(known.profile().recent());
      }
      return;
    }
    if (known != null && vector.version() < known.version()) {
      return;
    }
    UserVector kept = compact(vector);
    users.put(visitor, kept);
    count(known, -1);
    count(kept, 1);
    UserVector before = before(known, kept);
    listeners.forEach(listener -> listener.updated(before, kept));
  }

  private @Nullable UserVector before(@Nullable UserVector known, UserVector now) {
    UserProfile profile = known == null ? UserProfile.empty() : known.profile();
    List<RecentItem> history = departed.known(profile.recent(), now.profile().recent());
    if (history == profile.recent()) {
      return known;
    }
    var both =
        new UserProfile(
            history,
            profile.bought(),
            profile.affinities(),
            profile.events(),
            profile.firstMillis(),
            profile.lastMillis());
    return known == null
        ? new UserVector(now.visitor(), "", new float[0], both, 0, "")
        : new UserVector(
            known.visitor(),
            known.generation(),
            known.vector(),
            both,
            known.version(),
            known.eventId());
  }

  private void count(@Nullable UserVector user, int change) {
    if (user != null) {
      byGeneration.merge(user.generation(), change, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  /** The same with ids that are kept once for all visitors: histories are most of the memory. */
  private UserVector compact(UserVector vector) {
    UserProfile profile = vector.profile();
    return new UserVector(
        vector.visitor(),
        vector.generation(),
        vector.vector(),
        new UserProfile(
            profile.recent().stream()
                .map(r -> new RecentItem(ids.shared(r.itemId()), r.type(), r.timestampMillis()))
                .toList(),
            profile.bought().stream().map(ids::shared).toList(),
            profile.affinities(),
            profile.events(),
            profile.firstMillis(),
            profile.lastMillis()),
        vector.version(),
        vector.eventId());
  }

  /** What is known of a visitor, null if nothing is. */
  public @Nullable UserVector get(String visitor) {
    return users.get(visitor);
  }

  /** What is known of a visitor, or else of the device in use; null stands for neither. */
  public @Nullable UserVector either(@Nullable String visitor, @Nullable String device) {
    UserVector known = visitor == null ? null : users.get(visitor);
    return known != null || device == null ? known : users.get(device);
  }

  /** How many visitors there are. */
  public int size() {
    return users.size();
  }

  /** How many visitors have a vector of each generation; those without any count under "". */
  public Map<String, Integer> byGeneration() {
    return Map.copyOf(byGeneration);
  }

  /** The visitors whose id begins so, those with most events first. */
  public List<UserVector> most(String prefix, int limit) {
    return users.values().stream()
        .filter(user -> user.visitor().startsWith(prefix))
        .sorted(
            Comparator.comparingLong((UserVector user) -> user.profile().events())
                .reversed()
                .thenComparing(UserVector::visitor))
        .limit(limit)
        .toList();
  }

  /** How many visitors' ids begin so. */
  public long count(String prefix) {
    return prefix.isEmpty()
        ? users.size()
        : users.keySet().stream().filter(visitor -> visitor.startsWith(prefix)).count();
  }
}
