package io.limpet.search.recommend;

import io.limpet.core.item.CatalogueItem;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.state.Catalogue;
import java.util.Comparator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;

/**
 * The items added last. An item counts as new for {@link #DAYS} days if the generation was not
 * trained on it, or if it came well after the catalogue began: when a whole catalogue is put at
 * once, nothing in it is news. Thread-safe.
 */
public final class NewItems implements Catalogue.Listener {
  /** For so many days an item is new. */
  public static final int DAYS = 14;

  private static final long NEW_MILLIS = DAYS * 86_400_000L;
  private static final long BEGINNING_MILLIS = 3_600_000;
  private static final int KEPT = 500;

  private record Added(int number, long millis) {}

  private static final Comparator<Added> ORDER =
      Comparator.comparingLong(Added::millis).reversed().thenComparingInt(Added::number);

  private final Catalogue catalogue;
  private final ConcurrentHashMap<Integer, Added> byNumber = new ConcurrentHashMap<>();
  private final ConcurrentSkipListSet<Added> newestFirst = new ConcurrentSkipListSet<>(ORDER);

  public NewItems(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void put(int number, CatalogueItem item) {
    removed(number);
    var added = new Added(number, item.addedMillis());
    if (byNumber.size() == KEPT && ORDER.compare(added, newestFirst.last()) > 0) {
      return; // older than all that are kept, as nearly everything of a catalogue is
    }
    byNumber.put(number, added);
    newestFirst.add(added);
    if (byNumber.size() > KEPT) {
      removed(newestFirst.last().number());
    }
  }

  @Override
  public void removed(int number) {
    Added added = byNumber.remove(number);
    if (added != null) {
      newestFirst.remove(added);
    }
  }

  /** The numbers of the items that are new for a query, the newest first. */
  IntStream newestFirst(Query query) {
    return newestFirst.stream()
        .takeWhile(added -> query.nowMillis() - added.millis() < NEW_MILLIS)
        .mapToInt(Added::number)
        .filter(
            number -> {
              CatalogueItem item = catalogue.get(number);
              return item != null && novelty(query, number, item) > 0;
            });
  }

  /** 1 for an item just added, falling evenly to 0 after {@link #DAYS} days; 0 if it is not new. */
  double novelty(Query query, int number, CatalogueItem item) {
    double age = Math.max(0, query.nowMillis() - item.addedMillis());
    if (age >= NEW_MILLIS) {
      return 0;
    }
    OpenGeneration generation = query.generation();
    boolean isNews =
        (generation != null && !generation.knows(number))
            || item.addedMillis() > catalogue.firstAddedMillis() + BEGINNING_MILLIS;
    return isNews ? 1 - age / NEW_MILLIS : 0;
  }
}
