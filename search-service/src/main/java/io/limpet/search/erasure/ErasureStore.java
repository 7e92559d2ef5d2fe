package io.limpet.search.erasure;

import io.limpet.core.erasure.Erasure;
import io.limpet.search.state.Impressions;
import io.limpet.search.state.UserStore;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The erasures as {@code limpet.erasures} has them, and what this service forgets by them. One
 * thread writes, any number read.
 */
public final class ErasureStore {
  private final ConcurrentHashMap<String, Erasure> erasures = new ConcurrentHashMap<>();
  private final UserStore users;
  private final Impressions impressions;

  public ErasureStore(UserStore users, Impressions impressions) {
    this.users = users;
    this.impressions = impressions;
  }

  /** Takes in a record of the topic. */
  public void take(String receipt, @Nullable Erasure erasure) {
    if (erasure == null) {
      erasures.remove(receipt);
      return;
    }
    Erasure before = erasures.put(receipt, erasure);
    // In every state: what jobs had on their way comes after the first one.
    erasure.visitors().forEach(this::forget);
    if (before != null && erasure.visitors().isEmpty()) {
      before.visitors().forEach(users::mayReturn);
    }
  }

  private void forget(String visitor) {
    users.forget(visitor);
    impressions.forget(visitor);
  }

  /** The erasure of this receipt, null if there is none. */
  public @Nullable Erasure get(String receipt) {
    return erasures.get(receipt);
  }

  /** The latest first. */
  public List<Erasure> newest(int limit) {
    return erasures.values().stream()
        .sorted(
            Comparator.comparingLong(Erasure::atMillis).reversed().thenComparing(Erasure::receipt))
        .limit(limit)
        .toList();
  }

  /** An erasure of this visitor that is not done, null if there is none. */
  @Nullable Erasure underWay(String visitor) {
    return erasures.values().stream()
        .filter(one -> !one.visitors().isEmpty() && one.visitors().getFirst().equals(visitor))
        .findFirst()
        .orElse(null);
  }

  /** The salt of this installation, null before the first erasure. */
  @Nullable String salt() {
    return erasures.values().stream()
        .min(Comparator.comparingLong(Erasure::atMillis))
        .map(Erasure::salt)
        .orElse(null);
  }
}
