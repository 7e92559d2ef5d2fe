package io.limpet.core.profile;

import io.limpet.core.event.EventType;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was bought and not given back, whatever order purchases and refunds arrive in: of each item
 * the latest word by time counts. Words that {@code recent} still holds are weighed anew; what
 * older ones said is settled and only a newer word changes it.
 */
final class Bought {
  private Bought() {}

  /** Whether something was bought or given back. */
  static boolean isWord(EventType type) {
    return type == EventType.PURCHASE || type == EventType.REFUND;
  }

  /** What was bought before the words that {@code recent} holds, oldest first. */
  static Set<String> settled(List<String> bought, List<RecentItem> recent) {
    var settled = new LinkedHashSet<>(bought);
    for (RecentItem act : recent) {
      if (isWord(act.type())) {
        settled.remove(act.itemId());
      }
    }
    return settled;
  }

  /**
   * What is bought in the end, oldest first, at most {@link UserProfile#BOUGHT}.
   *
   * @param settled before the words in {@code recent}, of which those of {@code recent} come after
   */
  static List<String> of(Set<String> settled, List<RecentItem> recent) {
    if (settled.isEmpty() && recent.stream().noneMatch(act -> isWord(act.type()))) {
      return List.of();
    }
    var ids = new LinkedHashSet<>(settled);
    Map<String, Integer> last = new HashMap<>();
    for (int at = 0; at < recent.size(); at++) {
      if (isWord(recent.get(at).type())) {
        last.put(recent.get(at).itemId(), at);
      }
    }
    ids.removeAll(last.keySet());
    for (int at = 0; at < recent.size(); at++) {
      RecentItem act = recent.get(at);
      if (act.type() == EventType.PURCHASE && last.getOrDefault(act.itemId(), -1) == at) {
        ids.add(act.itemId());
      }
    }
    List<String> all = List.copyOf(ids);
    return all.size() <= UserProfile.BOUGHT
        ? all
        : all.subList(all.size() - UserProfile.BOUGHT, all.size());
  }
}
