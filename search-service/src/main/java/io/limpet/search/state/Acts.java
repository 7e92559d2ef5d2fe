package io.limpet.search.state;

import io.limpet.core.profile.RecentItem;
import io.limpet.core.vector.UserVector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a visitor did since the last vector. */
final class Acts {
  private Acts() {}

  /** Places in {@code now}'s history of what was not in the one before, oldest first. */
  static int[] fresh(@Nullable UserVector before, UserVector now) {
    List<RecentItem> recent = now.profile().recent();
    List<RecentItem> known = before == null ? List.of() : before.profile().recent();
    // Nearly always one act was added at the end.
    int added = recent.size() - known.size();
    if (added >= 0 && recent.subList(0, known.size()).equals(known)) {
      return range(known.size(), recent.size());
    }
    Set<RecentItem> met = new HashSet<>(known);
    return java.util.stream.IntStream.range(0, recent.size())
        .filter(at -> !met.contains(recent.get(at)))
        .toArray();
  }

  private static int[] range(int from, int to) {
    return java.util.stream.IntStream.range(from, to).toArray();
  }
}
