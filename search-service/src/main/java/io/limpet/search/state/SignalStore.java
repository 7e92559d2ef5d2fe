package io.limpet.search.state;

import io.limpet.core.signal.ItemSignals;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What all visitors did with the items, and who leads. One thread writes, another ranks, any number
 * read.
 */
public final class SignalStore {
  private final ItemIds ids;
  private final Numbered<ItemSignals> signals = new Numbered<>();
  private final NumberedDoubles popularity = new NumberedDoubles();
  private final Leaderboard trending = new Leaderboard(ItemSignals::logTrend);
  private final Leaderboard popular = new Leaderboard(ItemSignals::popularity);
  private BitSet changed = new BitSet();
  private volatile Rankings rankings = Rankings.EMPTY;

  public SignalStore(ItemIds ids) {
    this.ids = ids;
  }

  /** Takes in a record of the topic, null when it was deleted; an older version is passed over. */
  public void take(String itemId, @Nullable ItemSignals value) {
    int number = ids.number(itemId);
    ItemSignals known = signals.get(number);
    if (value == null || known == null || value.version() >= known.version()) {
      signals.set(number, value);
      popularity.set(number, value == null ? 0 : value.popularity());
      note(number);
    }
  }

  private synchronized void note(int number) {
    changed.set(number);
  }

  private synchronized BitSet noted() {
    BitSet noted = changed;
    changed = new BitSet();
    return noted;
  }

  /** The signals of an item, null if nothing happened to it. */
  public @Nullable ItemSignals get(int number) {
    return signals.get(number);
  }

  /**
   * {@link ItemSignals#popularity()} of an item, 0 if nothing happened to it: for going through
   * many.
   */
  public double popularity(int number) {
    return popularity.get(number);
  }

  /** Who leads, as of the last {@link #rank}. */
  public Rankings rankings() {
    return rankings;
  }

  /** Ranks anew if anything has changed; costs as much as has. */
  public void rank() {
    synchronized (trending) {
      BitSet noted = noted();
      if (!noted.isEmpty()) {
        rankings = new Rankings(trending.after(noted, signals), popular.after(noted, signals));
      }
    }
  }
}
