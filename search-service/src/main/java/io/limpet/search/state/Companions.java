package io.limpet.search.state;

import io.limpet.core.event.EventType;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.vector.UserVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which items are visited and bought together, counted from the histories of visitors as they come
 * in. Of every item the {@link #KEPT} strongest companions are kept, by the counters of Misra and
 * Gries (1982): a newcomer wears down the weakest and takes its place once that is gone. So memory
 * is bounded, counts are never too high, and a restart counts anew from the stored histories.
 *
 * <p>One thread writes, any number read.
 */
public final class Companions implements UserStore.Listener {
  /** Companions kept of an item. */
  public static final int KEPT = 32;

  /** Visits this far apart have nothing to do with each other. */
  private static final long VISIT_MILLIS = 24 * 3_600_000L;

  /** What was bought within an hour was one purchase, whatever events the shop sent. */
  private static final long BASKET_MILLIS = 3_600_000L;

  private static final int LOOKED_BACK = 10;

  /** Pairs seen so seldom say little: added to the denominator of the association. */
  private static final double SHRINKAGE = 5;

  private final ItemIds ids;
  private final Numbered<Partners> visited = new Numbered<>();
  private final Numbered<Partners> bought = new Numbered<>();

  public Companions(ItemIds ids) {
    this.ids = ids;
  }

  /**
   * An item that goes with another.
   *
   * @param number which
   * @param count how often they were met together, at least
   * @param strength count against how often each was met: {@code n_ab / (sqrt(n_a n_b) + 5)}, 0 to
   *     1
   */
  public record Companion(int number, double count, double strength) {}

  @Override
  public void updated(@Nullable UserVector before, UserVector now) {
    List<RecentItem> recent = now.profile().recent();
    for (int at : Acts.fresh(before, now)) {
      RecentItem act = recent.get(at);
      int item = act.type().isInterest() ? ids.find(act.itemId()) : ItemIds.NONE;
      if (item >= 0) {
        pair(visited, recent, at, item, VISIT_MILLIS, false);
        if (act.type() == EventType.PURCHASE) {
          pair(bought, recent, at, item, BASKET_MILLIS, true);
        }
      }
    }
  }

  private void pair(
      Numbered<Partners> of,
      List<RecentItem> recent,
      int at,
      int item,
      long within,
      boolean purchases) {
    Set<Integer> met = new HashSet<>();
    met.add(item);
    long millis = recent.get(at).timestampMillis();
    for (int i = at - 1; i >= 0 && met.size() <= LOOKED_BACK; i--) {
      RecentItem earlier = recent.get(i);
      if (millis - earlier.timestampMillis() > within) {
        break;
      }
      boolean counts =
          purchases ? earlier.type() == EventType.PURCHASE : earlier.type().isInterest();
      int other = counts ? ids.find(earlier.itemId()) : ItemIds.NONE;
      if (other >= 0 && met.add(other)) {
        partners(of, item).add(other);
        partners(of, other).add(item);
      }
    }
    partners(of, item).met();
  }

  private static Partners partners(Numbered<Partners> of, int item) {
    Partners known = of.get(item);
    if (known == null) {
      known = new Partners();
      of.set(item, known);
    }
    return known;
  }

  /** What is visited together with an item, the strongest first. */
  public List<Companion> visitedWith(int item) {
    return strongest(visited, item);
  }

  /** What is bought together with an item, the strongest first. */
  public List<Companion> boughtWith(int item) {
    return strongest(bought, item);
  }

  private static List<Companion> strongest(Numbered<Partners> of, int item) {
    Partners partners = of.get(item);
    return partners == null
        ? List.of()
        : partners.strongest(
            other -> {
              Partners theirs = of.get(other);
              return theirs == null ? 1 : theirs.times();
            });
  }

  /** The counters of one item. */
  private static final class Partners {
    private int[] others = new int[4];
    private float[] counts = new float[4];
    private int size;
    private long times;

    synchronized void met() {
      times++;
    }

    synchronized long times() {
      return Math.max(1, times);
    }

    synchronized void add(int other) {
      int weakest = 0;
      for (int i = 0; i < size; i++) {
        if (others[i] == other) {
          counts[i]++;
          return;
        }
        weakest = counts[i] < counts[weakest] ? i : weakest;
      }
      if (size < KEPT) {
        if (size == others.length) {
          others = java.util.Arrays.copyOf(others, 2 * size);
          counts = java.util.Arrays.copyOf(counts, 2 * size);
        }
        others[size] = other;
        counts[size++] = 1;
      } else if (--counts[weakest] <= 0) {
        others[weakest] = other;
        counts[weakest] = 1;
      }
    }

    List<Companion> strongest(IntToDoubleFunction timesOf) {
      int[] items;
      float[] together;
      double own;
      synchronized (this) {
        items = java.util.Arrays.copyOf(others, size);
        together = java.util.Arrays.copyOf(counts, size);
        own = Math.max(1, times);
      }
      List<Companion> all = new ArrayList<>(items.length);
      for (int i = 0; i < items.length; i++) {
        double norm = Math.sqrt(own * timesOf.applyAsDouble(items[i])) + SHRINKAGE;
        all.add(new Companion(items[i], together[i], Math.min(1, together[i] / norm)));
      }
      all.sort(
          Comparator.comparingDouble(Companion::strength)
              .reversed()
              .thenComparingInt(Companion::number));
      return all;
    }
  }
}
