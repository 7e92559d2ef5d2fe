package io.limpet.trainer.factor;

import io.limpet.core.event.EventType;
import io.limpet.trainer.read.Interactions;
import java.util.Arrays;

/**
 * Who took up what, each pair once: a matrix of users and items with few entries, by user and by
 * item. A pair is there if the user ever showed an interest, and its strength is the sum of the
 * default weights of all its events, at least {@link #LEAST} where refunds outweigh the rest.
 * Immutable.
 *
 * <p>The items of user u are {@code items[begins[u]] .. items[begins[u + 1]]}, in the order in
 * which they were first met; the users of an item are ascending.
 */
public final class Likes {
  /** Strength of a pair that was taken back: it happened, but says little. */
  public static final float LEAST = 0.5f;

  private final int[] begins;
  private final int[] items;
  private final float[] strengths;
  private final int[] itemBegins;
  private final int[] usersOf;
  private final int[] pairsOf;

  private Likes(int[] begins, int[] items, float[] strengths, int itemCount) {
    this.begins = begins;
    this.items = items;
    this.strengths = strengths;
    this.itemBegins = new int[itemCount + 1];
    for (int item : items) {
      itemBegins[item + 1]++;
    }
    Arrays.parallelPrefix(itemBegins, Integer::sum);
    this.usersOf = new int[items.length];
    this.pairsOf = new int[items.length];
    int[] next = itemBegins.clone();
    for (int user = 0; user + 1 < begins.length; user++) {
      for (int pair = begins[user]; pair < begins[user + 1]; pair++) {
        int at = next[items[pair]]++;
        usersOf[at] = user;
        pairsOf[at] = pair;
      }
    }
  }

  /** The pairs of these interactions. */
  public static Likes of(Interactions rows) {
    int[] begins = new int[rows.users() + 1];
    int[] items = new int[rows.size()];
    float[] strengths = new float[rows.size()];
    // The place of an item among the pairs of the present user, if it is not before them.
    int[] places = new int[rows.items()];
    Arrays.fill(places, -1);
    int size = 0;
    for (int user = 0; user < rows.users(); user++) {
      for (int row = rows.begin(user); row < rows.end(user); row++) {
        int item = rows.item(row);
        if (rows.isInterest(row) && places[item] < begins[user]) {
          places[item] = size;
          items[size++] = item;
        }
      }
      begins[user + 1] = size;
      for (int row = rows.begin(user); row < rows.end(user); row++) {
        int place = places[rows.item(row)];
        if (place >= begins[user]) {
          strengths[place] += EventType.ofCode(rows.type(row)).defaultWeight();
        }
      }
    }
    for (int pair = 0; pair < size; pair++) {
      strengths[pair] = Math.max(LEAST, strengths[pair]);
    }
    return new Likes(
        begins, Arrays.copyOf(items, size), Arrays.copyOf(strengths, size), rows.items());
  }

  /** How many pairs there are. */
  public int size() {
    return items.length;
  }

  /** How many users have a number. */
  public int users() {
    return begins.length - 1;
  }

  /** How many items have a number. */
  public int items() {
    return itemBegins.length - 1;
  }

  /** First pair of a user. */
  public int begin(int user) {
    return begins[user];
  }

  /** The pair after the last of a user. */
  public int end(int user) {
    return begins[user + 1];
  }

  /** The item of a pair. */
  public int item(int pair) {
    return items[pair];
  }

  /** The strength of a pair, {@link #LEAST} or more. */
  public float strength(int pair) {
    return strengths[pair];
  }

  /** First place of an item, for {@link #user} and {@link #pair}. */
  public int itemBegin(int item) {
    return itemBegins[item];
  }

  /** The place after the last of an item. */
  public int itemEnd(int item) {
    return itemBegins[item + 1];
  }

  /** How many users took the item up. */
  public int count(int item) {
    return itemBegins[item + 1] - itemBegins[item];
  }

  /** The user at a place of an item. */
  public int user(int place) {
    return usersOf[place];
  }

  /** The pair at a place of an item. */
  public int pair(int place) {
    return pairsOf[place];
  }

  /** The numbers of the items that anybody took up, ascending. */
  public int[] known() {
    return java.util.stream.IntStream.range(0, items()).filter(i -> count(i) > 0).toArray();
  }

  /** By pair, its user. */
  public int[] userOfPairs() {
    int[] users = new int[size()];
    for (int user = 0; user < users(); user++) {
      Arrays.fill(users, begins[user], begins[user + 1], user);
    }
    return users;
  }

  /** Whether the user took the item up; a short search. */
  public boolean has(int user, int item) {
    for (int pair = begins[user]; pair < begins[user + 1]; pair++) {
      if (items[pair] == item) {
        return true;
      }
    }
    return false;
  }
}
