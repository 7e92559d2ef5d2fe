package io.limpet.search.filter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.Columns;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which items pass a filter, remembered: the page of a category asks the same of every visitor. The
 * whole catalogue is gone through once a filter, and from then on only what passed and what has
 * changed since. What is said is as exact as going through all. Not remembered are a filter that
 * many pass, and one that counts from now, since items come to pass it by themselves. Thread-safe.
 */
public final class PassingItems {
  /** Numbers that are kept of all filters together. */
  private static final long MOST = 2_000_000;

  /** Of one filter. */
  private static final int MOST_OF_ONE = 100_000;

  /** What a filter weighs beside its numbers: with few it may be long, and no two asked alike. */
  private static final int FILTER_WEIGHT = 2_000;

  private final Catalogue catalogue;
  private final Cache<ItemFilter, Kept> cache =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher((ItemFilter filter, Kept kept) -> FILTER_WEIGHT + kept.items().length)
          .build();

  /**
   * @param items that passed, in order
   * @param changes of the columns that are in that
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed
  private record Kept(int[] items, long changes) {}

  public PassingItems(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The numbers of the items on sale that pass, in order; not to be changed. */
  public int[] of(ItemFilter filter) {
    Columns columns = catalogue.columns();
    // Before the view, which then has at least these.
    long changes = columns.changes();
    IntPredicate passes = ColumnFilter.of(filter, catalogue, columns.view());
    if (countsFromNow(filter)) {
      return all().filter(passes).toArray();
    }
    Kept kept = cache.getIfPresent(filter);
    int[] changed = kept == null ? null : columns.changedSince(kept.changes());
    if (kept != null && changed != null && changed.length == 0) {
      return kept.items();
    }
    IntStream among =
        kept == null || changed == null
            ? all()
            : IntStream.concat(IntStream.of(kept.items()), IntStream.of(changed))
                .sorted()
                .distinct();
    int[] items = among.filter(passes).toArray();
    if (items.length <= MOST_OF_ONE) {
      cache.put(filter, new Kept(items, changes));
    } else {
      cache.invalidate(filter);
    }
    return items;
  }

  private IntStream all() {
    return IntStream.range(0, catalogue.ids().size());
  }

  private static boolean countsFromNow(ItemFilter filter) {
    return switch (filter) {
      case ItemFilter.And and -> and.of().stream().anyMatch(PassingItems::countsFromNow);
      case ItemFilter.Or or -> or.of().stream().anyMatch(PassingItems::countsFromNow);
      case ItemFilter.Not not -> countsFromNow(not.of());
      case ItemFilter.When when -> when.fromNow();
      default -> false;
    };
  }
}
