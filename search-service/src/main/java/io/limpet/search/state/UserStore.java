package io.limpet.search.state;

import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.UserVector;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
     * @param before what it stands in place of, null if the visitor was not known
     */
    void updated(@Nullable UserVector before, UserVector now);
  }

  /** Tells {@code listener} of every vector taken in from now on. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Takes in a record of the topic, null when it was deleted; an older version is passed over. */
  public void take(String visitor, @Nullable UserVector vector) {
    UserVector known = users.get(visitor);
    if (vector == null) {
      users.remove(visitor);
      count(known, -1);
      return;
    }
    if (known != null && vector.version() < known.version()) {
      return;
    }
    UserVector kept = compact(vector);
    users.put(visitor, kept);
    count(known, -1);
    count(kept, 1);
    listeners.forEach(listener -> listener.updated(known, kept));
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
