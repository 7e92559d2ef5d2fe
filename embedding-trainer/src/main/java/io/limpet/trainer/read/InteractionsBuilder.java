package io.limpet.trainer.read;

import io.limpet.core.event.EventType;
import io.limpet.core.identity.SignIn;
import io.limpet.core.identity.SignIns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes interactions in any order and gives them by user and time. Not thread-safe. */
public final class InteractionsBuilder {
  private static final int FIRST_CAPACITY = 1 << 16;

  private final Map<String, Integer> userNumbers = new HashMap<>();
  private final Map<String, Integer> itemNumbers = new HashMap<>();
  private final List<String> users = new ArrayList<>();
  private final List<String> items = new ArrayList<>();
  private int[] userOf = new int[FIRST_CAPACITY];
  private int[] itemOf = new int[FIRST_CAPACITY];
  private byte[] typeOf = new byte[FIRST_CAPACITY];
  private long[] millisOf = new long[FIRST_CAPACITY];
  private float @Nullable [] ratingOf;
  private int size;

  /** Numbers these items first, in this order, whether anybody does something with them or not. */
  public InteractionsBuilder withItems(List<String> itemIds) {
    itemIds.forEach(id -> number(id, itemNumbers, items));
    return this;
  }

  /** One more that gives a rating. */
  public void add(String user, String item, EventType type, long millis, float rating) {
    add(user, item, type, millis);
    if (ratingOf == null) {
      ratingOf = new float[userOf.length];
      Arrays.fill(ratingOf, Float.NaN);
    }
    ratingOf[size - 1] = rating;
  }

  /** One more. */
  public void add(String user, String item, EventType type, long millis) {
    if (size == userOf.length) {
      int capacity = Math.multiplyExact(size, 2);
      userOf = Arrays.copyOf(userOf, capacity);
      itemOf = Arrays.copyOf(itemOf, capacity);
      typeOf = Arrays.copyOf(typeOf, capacity);
      millisOf = Arrays.copyOf(millisOf, capacity);
      if (ratingOf != null) {
        ratingOf = Arrays.copyOf(ratingOf, capacity);
        Arrays.fill(ratingOf, size, capacity, Float.NaN);
      }
    }
    userOf[size] = number(user, userNumbers, users);
    itemOf[size] = number(item, itemNumbers, items);
    typeOf[size] = (byte) type.code();
    millisOf[size] = millis;
    size++;
  }

  /**
   * Gives what was done on devices so far to who signed in there next. What was done after the last
   * sign-in stays the device's; one that nothing is left of stays, as a user without rows.
   *
   * @param signIns by device
   */
  public void signedIn(Map<String, SignIns> signIns) {
    Map<Integer, SignIns> byNumber = new HashMap<>();
    signIns.forEach(
        (device, all) -> {
          Integer number = userNumbers.get(device);
          if (number != null) {
            byNumber.put(number, all);
          }
        });
    for (int row = 0; row < size && !byNumber.isEmpty(); row++) {
      SignIns all = byNumber.get(userOf[row]);
      SignIn next = all == null ? null : all.next(millisOf[row]).orElse(null);
      if (next != null) {
        userOf[row] = number(next.user(), userNumbers, users);
      }
    }
  }

  private static int number(String id, Map<String, Integer> numbers, List<String> ids) {
    return numbers.computeIfAbsent(
        id,
        fresh -> {
          ids.add(fresh);
          return ids.size() - 1;
        });
  }

  /** How many were added. */
  public int size() {
    return size;
  }

  /** All that were added. */
  public Interactions build() {
    int[] begins = new int[users.size() + 1];
    for (int i = 0; i < size; i++) {
      begins[userOf[i] + 1]++;
    }
    Arrays.parallelPrefix(begins, Integer::sum);
    int[] order = new int[size];
    int[] next = begins.clone();
    for (int i = 0; i < size; i++) {
      order[next[userOf[i]]++] = i;
    }
    for (int user = 0; user < users.size(); user++) {
      sortByTime(order, begins[user], begins[user + 1]);
    }
    int[] sortedItems = new int[size];
    byte[] sortedTypes = new byte[size];
    long[] sortedMillis = new long[size];
    float @Nullable [] sortedRatings = ratingOf == null ? null : new float[size];
    for (int i = 0; i < size; i++) {
      sortedItems[i] = itemOf[order[i]];
      sortedTypes[i] = typeOf[order[i]];
      sortedMillis[i] = millisOf[order[i]];
      if (ratingOf != null && sortedRatings != null) {
        sortedRatings[i] = ratingOf[order[i]];
      }
    }
    return new Interactions(
        List.copyOf(users),
        List.copyOf(items),
        begins,
        sortedItems,
        sortedTypes,
        sortedMillis,
        sortedRatings);
  }

  private void sortByTime(int[] order, int from, int to) {
    boolean sorted = true;
    for (int i = from + 1; i < to && sorted; i++) {
      sorted = millisOf[order[i - 1]] <= millisOf[order[i]];
    }
    if (!sorted) {
      Integer[] rows = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
      Arrays.sort(rows, Comparator.comparingLong(row -> millisOf[row]));
      for (int i = from; i < to; i++) {
        order[i] = rows[i - from];
      }
    }
  }
}
