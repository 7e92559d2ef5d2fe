package io.limpet.search.state;

import io.limpet.core.feature.ItemBehaviour;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What visitors and items did, to compute features from. Kept as it stands in the topics: a few
 * hundred bytes a visitor and about a thousand an item. Thread-safe.
 */
public final class FeatureStore {
  private final Map<String, Kept> users = new ConcurrentHashMap<>();
  private final Map<String, Kept> items = new ConcurrentHashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // never changed
  private record Kept(long version, byte[] bytes) {}

  /** Takes in a record of the topic, null when it was deleted; an older version is passed over. */
  public void takeUser(String visitor, @Nullable UserBehaviour value) {
    take(users, visitor, value == null ? null : kept(Topics.USER_FEATURES, value, value.version()));
  }

  /** Takes in a record of the topic, null when it was deleted; an older version is passed over. */
  public void takeItem(String itemId, @Nullable ItemBehaviour value) {
    take(items, itemId, value == null ? null : kept(Topics.ITEM_FEATURES, value, value.version()));
  }

  private static <T> Kept kept(Topic<T> topic, T value, long version) {
    return new Kept(version, topic.codec().encode(value));
  }

  private static void take(Map<String, Kept> all, String key, @Nullable Kept value) {
    if (value == null) {
      all.remove(key);
    } else {
      all.merge(key, value, (old, next) -> next.version() >= old.version() ? next : old);
    }
  }

  /** What a visitor did, null if nothing is known. */
  public @Nullable UserBehaviour user(String visitor) {
    Kept kept = users.get(visitor);
    return kept == null ? null : Topics.USER_FEATURES.codec().decode(kept.bytes());
  }

  /** What was done with an item, null if nothing is known. */
  public @Nullable ItemBehaviour item(String itemId) {
    Kept kept = items.get(itemId);
    return kept == null ? null : Topics.ITEM_FEATURES.codec().decode(kept.bytes());
  }
}
