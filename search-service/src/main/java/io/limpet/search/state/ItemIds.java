package io.limpet.search.state;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives every item id a small number, so that per-item state lies in arrays and is met without
 * hashing. Numbers are of this process only and never change; an id once numbered stays, so ask for
 * numbers only of ids of the catalogue and of generations. Thread-safe.
 */
public final class ItemIds {
  /** What {@link #find} says of an id without number. */
  public static final int NONE = -1;

  private final ConcurrentHashMap<String, Integer> numbers = new ConcurrentHashMap<>();
  private volatile String[] ids = new String[1024];
  private volatile int size;

  /** The number of an id, {@link #NONE} if it has none. */
  public int find(String itemId) {
    Integer number = numbers.get(itemId);
    return number == null ? NONE : number;
  }

  /** The number of an id, a new one if need be. */
  public int number(String itemId) {
    int known = find(itemId);
    return known >= 0 ? known : add(itemId);
  }

  private synchronized int add(String itemId) {
    int known = find(itemId);
    if (known >= 0) {
      return known;
    }
    int number = size;
    String[] grown = number == ids.length ? Arrays.copyOf(ids, number * 2) : ids;
    grown[number] = itemId;
    ids = grown; // publishes the element as well
    size = number + 1;
    numbers.put(itemId, number);
    return number;
  }

  /** The id of a number that was given. */
  public String id(int number) {
    return ids[number];
  }

  /** The text of this id that is kept anyway, so that equal ones are not kept many times. */
  public String shared(String itemId) {
    int number = find(itemId);
    return number < 0 ? itemId : id(number);
  }

  /** How many numbers were given: they are 0 to this, exclusive. */
  public int size() {
    return size;
  }
}
