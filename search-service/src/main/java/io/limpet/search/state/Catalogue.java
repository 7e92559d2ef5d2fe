package io.limpet.search.state;

import io.limpet.core.item.CatalogueItem;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** The items on sale, as {@code limpet.items} has them. One thread writes, any number read. */
public final class Catalogue {
  private final ItemIds ids;
  private final Numbered<CatalogueItem> items = new Numbered<>();
  private final Columns columns = new Columns();
  private final ConcurrentHashMap<String, Integer> categories = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile int size;
  private volatile long firstAddedMillis = Long.MAX_VALUE;

  public Catalogue(ItemIds ids) {
    this.ids = ids;
  }

  /** Is told of every change, by the thread that makes it, after it is made. */
  public interface Listener {
    /** The item is new or has changed. */
    void put(int number, CatalogueItem item);

    /** The item is gone. */
    void removed(int number);
  }

  /** Tells {@code listener} of every change from now on. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Takes in a record of the topic: an item, or null when it was deleted. */
  public void take(String itemId, @Nullable CatalogueItem item) {
    if (item == null) {
      remove(itemId);
      return;
    }
    int number = ids.number(item.item().itemId());
    CatalogueItem before = items.set(number, item);
    columns.put(number, item);
    if (before == null) {
      size++;
    } else {
      count(before, -1);
    }
    count(item, 1);
    firstAddedMillis = Math.min(firstAddedMillis, item.addedMillis());
    listeners.forEach(listener -> listener.put(number, item));
  }

  private void remove(String itemId) {
    int number = ids.find(itemId);
    CatalogueItem before = number < 0 ? null : items.set(number, null);
    if (before != null) {
      columns.remove(number);
      size--;
      count(before, -1);
      listeners.forEach(listener -> listener.removed(number));
    }
  }

  private void count(CatalogueItem item, int change) {
    for (String category : item.item().categories()) {
      categories.merge(category, change, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  /** The item of this number, null if it is not on sale. */
  public @Nullable CatalogueItem get(int number) {
    return items.get(number);
  }

  /** The item of this id, null if it is not on sale. */
  public @Nullable CatalogueItem get(String itemId) {
    return items.get(ids.find(itemId));
  }

  /** The items once more, column by column. */
  public Columns columns() {
    return columns;
  }

  /** What the item is called; its id when nobody said. */
  public String title(String itemId) {
    CatalogueItem item = get(itemId);
    String title = item == null ? null : item.item().title();
    return title == null ? itemId : title;
  }

  /** The numbers of all items. */
  public ItemIds ids() {
    return ids;
  }

  /** How many items there are. */
  public int size() {
    return size;
  }

  /** When the first item was added, epoch milliseconds. */
  public long firstAddedMillis() {
    return firstAddedMillis;
  }

  /** How many items each category has. */
  public Map<String, Integer> categories() {
    return Map.copyOf(categories);
  }

  /** Hands over every item with its number. */
  public void forEach(ObjIntConsumer<CatalogueItem> taker) {
    int end = Math.min(ids.size(), items.length());
    for (int number = 0; number < end; number++) {
      CatalogueItem item = items.get(number);
      if (item != null) {
        taker.accept(item, number);
      }
    }
  }
}
