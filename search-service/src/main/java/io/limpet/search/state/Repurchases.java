package io.limpet.search.state;

import io.limpet.core.event.EventType;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.vector.UserVector;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * After how long an item is bought again, learnt from visitors who did: what is used up has an
 * interval, what lasts has none. An item that too few bought yet goes by its top category. A shop
 * that knows better says so with the attribute {@code repurchase_days}, 0 for what lasts.
 *
 * <p>One thread writes, any number read.
 */
public final class Repurchases implements UserStore.Listener {
  /** The attribute that goes before what was learnt. */
  public static final String ATTRIBUTE = "repurchase_days";

  /** From this share of the interval on it is time to offer the item again. */
  static final double DUE_FROM = 0.8;

  private static final long DAY = 86_400_000L;

  /** So many times, and by so many of its purchases, an item has to be bought again. */
  private static final int ITEM_REPEATS = 3;

  private static final int CATEGORY_REPEATS = 20;
  private static final double SHARE = 0.15;

  private final Catalogue catalogue;
  private final Numbered<Habit> byItem = new Numbered<>();
  private final ConcurrentHashMap<String, Habit> byCategory = new ConcurrentHashMap<>();

  public Repurchases(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void updated(@Nullable UserVector before, UserVector now) {
    List<RecentItem> recent = now.profile().recent();
    for (int at : Acts.fresh(before, now)) {
      RecentItem act = recent.get(at);
      CatalogueItem item = act.type() == EventType.PURCHASE ? catalogue.get(act.itemId()) : null;
      if (item != null) {
        long gap = sinceLast(recent, at);
        int number = catalogue.ids().find(act.itemId());
        Habit own = byItem.get(number);
        if (own == null) {
          own = new Habit();
          byItem.set(number, own);
        }
        own.bought(gap);
        item.item()
            .topCategory()
            .ifPresent(name -> byCategory.computeIfAbsent(name, n -> new Habit()).bought(gap));
      }
    }
  }

  /** Milliseconds since the item was bought before, 0 if it was not. */
  private static long sinceLast(List<RecentItem> recent, int at) {
    RecentItem act = recent.get(at);
    for (int i = at - 1; i >= 0; i--) {
      RecentItem earlier = recent.get(i);
      long gap = act.timestampMillis() - earlier.timestampMillis();
      if (earlier.type() == EventType.PURCHASE
          && earlier.itemId().equals(act.itemId())
          && gap >= DAY) {
        return gap;
      }
    }
    return 0;
  }

  /** After how many milliseconds the item is bought again; empty for what lasts. */
  public OptionalLong intervalMillis(int number) {
    CatalogueItem item = catalogue.get(number);
    if (item == null) {
      return OptionalLong.empty();
    }
    for (String attribute : item.item().attributes()) {
      if (attribute.startsWith(ATTRIBUTE + "=")) {
        OptionalLong said = days(attribute.substring(ATTRIBUTE.length() + 1));
        if (said.isPresent()) {
          return said.getAsLong() == 0 ? OptionalLong.empty() : said;
        }
      }
    }
    Habit own = byItem.get(number);
    if (own != null && own.isKnown(ITEM_REPEATS)) {
      return own.interval(SHARE);
    }
    Habit category = item.item().topCategory().map(byCategory::get).orElse(null);
    return category != null && category.isKnown(CATEGORY_REPEATS)
        ? category.interval(SHARE)
        : OptionalLong.empty();
  }

  private static OptionalLong days(String text) {
    try {
      double days = Double.parseDouble(text);
      return days >= 0 && days < 36_500
          ? OptionalLong.of((long) (days * DAY))
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * How long an item that the visitor bought is due, in intervals: 1 when as much time has passed
   * as others let pass. 0 for what lasts, what was never bought, and what was bought too lately.
   *
   * @param history of the visitor, oldest first; what was bought before it counts as due
   */
  public double due(List<RecentItem> history, String itemId, long nowMillis) {
    OptionalLong interval = intervalMillis(catalogue.ids().find(itemId));
    if (interval.isEmpty()) {
      return 0;
    }
    for (RecentItem act : history.reversed()) {
      if (act.type() == EventType.PURCHASE && act.itemId().equals(itemId)) {
        double passed = (double) (nowMillis - act.timestampMillis()) / interval.getAsLong();
        return passed >= DUE_FROM ? passed : 0;
      }
    }
    return 1;
  }

  /** How often something was bought, and bought again after how long. */
  private static final class Habit {
    private long purchases;
    private long repeats;
    private double logGaps;

    synchronized void bought(long gap) {
      purchases++;
      if (gap > 0) {
        repeats++;
        logGaps += Math.log(gap);
      }
    }

    /** Whether enough was seen to say anything. */
    synchronized boolean isKnown(int enough) {
      return repeats >= enough;
    }

    /** The geometric mean of the gaps, empty if too few come back. */
    synchronized OptionalLong interval(double share) {
      return repeats >= share * purchases
          ? OptionalLong.of(Math.round(Math.exp(logGaps / repeats)))
          : OptionalLong.empty();
    }
  }
}
