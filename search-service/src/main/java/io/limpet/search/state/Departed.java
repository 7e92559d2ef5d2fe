package io.limpet.search.state;

import io.limpet.core.profile.RecentItem;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What visitors did who are not there any more: mostly devices on which somebody has signed in, and
 * what was done there is about to come again in the user's history. Who counts what visitors do
 * asks here, so as not to count it twice. The last {@link #KEPT} acts are kept. For one thread.
 */
final class Departed {
  /** Acts kept: those of some thousand devices. */
  static final int KEPT = 20_000;

  private final Set<RecentItem> acts = new LinkedHashSet<>();

  /** Keeps what somebody did who is taken away. */
  void add(Collection<RecentItem> history) {
    for (RecentItem act : history) {
      // At the end, also if it was there.
      acts.remove(act);
      acts.add(act);
    }
    Iterator<RecentItem> oldest = acts.iterator();
    while (acts.size() > KEPT) {
      oldest.next();
      oldest.remove();
    }
  }

  /**
   * The part of a history that was known before under this or another visitor, oldest first.
   *
   * @param known what was known of this visitor
   */
  List<RecentItem> known(List<RecentItem> known, List<RecentItem> now) {
    if (acts.isEmpty() || now.stream().noneMatch(acts::contains)) {
      return known;
    }
    Set<RecentItem> own = Set.copyOf(known);
    return now.stream().filter(act -> own.contains(act) || acts.contains(act)).toList();
  }
}
