package io.limpet.trainer.read;

import io.limpet.core.event.EventType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Who did what with which item and when: columns of primitive numbers, user by user and oldest
 * first, 13 bytes an interaction, 17 where ratings were given. Equal times keep the order of
 * arrival. Immutable.
 *
 * <p>Users and items are numbered from 0 in the order in which they were first met; {@link #before}
 * keeps the numbers, so that a part of the data can be compared with the whole.
 */
public final class Interactions {
  private static final boolean[] INTEREST = new boolean[EventType.values().length];

  static {
    for (EventType type : EventType.values()) {
      INTEREST[type.code()] = type.isInterest();
    }
  }

  private final List<String> users;
  private final List<String> items;
  private final int[] begins;
  private final int[] itemOf;
  private final byte[] typeOf;
  private final long[] millisOf;
  private final float @Nullable [] ratingOf;

  /** Takes over the arrays; rows {@code begins[u] .. begins[u + 1]} are those of user u. */
  Interactions(
      List<String> users,
      List<String> items,
      int[] begins,
      int[] itemOf,
      byte[] typeOf,
      long[] millisOf,
      float @Nullable [] ratingOf) {
    this.users = users;
    this.items = items;
    this.begins = begins;
    this.itemOf = itemOf;
    this.typeOf = typeOf;
    this.millisOf = millisOf;
    this.ratingOf = ratingOf;
  }

  /** How many interactions. */
  public int size() {
    return itemOf.length;
  }

  /** How many users have a number. */
  public int users() {
    return users.size();
  }

  /** How many items have a number. */
  public int items() {
    return items.size();
  }

  /** Ids by number. */
  public List<String> userIds() {
    return users;
  }

  /** Ids by number. */
  public List<String> itemIds() {
    return items;
  }

  /** First row of a user. */
  public int begin(int user) {
    return begins[user];
  }

  /** The row after the last of a user. */
  public int end(int user) {
    return begins[user + 1];
  }

  /** The user of a row. */
  public int user(int row) {
    int low = 0;
    int high = users() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (begins[middle + 1] <= row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The item of a row. */
  public int item(int row) {
    return itemOf[row];
  }

  /** Code of the event type of a row. */
  public int type(int row) {
    return typeOf[row];
  }

  /** Whether the user showed an interest in the item. */
  public boolean isInterest(int row) {
    return INTEREST[typeOf[row]];
  }

  /** The rating that a {@code rate} event gave, NaN for other events and where none was given. */
  public float rating(int row) {
    return ratingOf == null ? Float.NaN : ratingOf[row];
  }

  /** Time of a row, epoch milliseconds. */
  public long millis(int row) {
    return millisOf[row];
  }

  /** Time of the earliest, {@code Long.MAX_VALUE} if there is none. */
  public long firstMillis() {
    return Arrays.stream(millisOf).min().orElse(Long.MAX_VALUE);
  }

  /** Time of the latest, {@code Long.MIN_VALUE} if there is none. */
  public long lastMillis() {
    return Arrays.stream(millisOf).max().orElse(Long.MIN_VALUE);
  }

  /** The row of a user's first interaction at this time or later; {@link #end} if there is none. */
  public int firstAt(int user, long millis) {
    int low = begin(user);
    int high = end(user);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (millisOf[middle] < millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** What happened before this time, under the same numbers. */
  public Interactions before(long millis) {
    int[] ends = new int[users()];
    for (int user = 0; user < users(); user++) {
      ends[user] = firstAt(user, millis);
    }
    return upTo(ends);
  }

  /** The rows of each user before the given row, under the same numbers. */
  public Interactions upTo(int[] ends) {
    int[] newBegins = new int[users() + 1];
    for (int user = 0; user < users(); user++) {
      newBegins[user + 1] = newBegins[user] + ends[user] - begins[user];
    }
    int size = newBegins[users()];
    int[] newItems = new int[size];
    byte[] newTypes = new byte[size];
    long[] newMillis = new long[size];
    float @Nullable [] newRatings = ratingOf == null ? null : new float[size];
    for (int user = 0; user < users(); user++) {
      int from = begins[user];
      int to = newBegins[user];
      int length = ends[user] - from;
      System.arraycopy(itemOf, from, newItems, to, length);
      System.arraycopy(typeOf, from, newTypes, to, length);
      System.arraycopy(millisOf, from, newMillis, to, length);
      if (ratingOf != null && newRatings != null) {
        System.arraycopy(ratingOf, from, newRatings, to, length);
      }
    }
    return new Interactions(users, items, newBegins, newItems, newTypes, newMillis, newRatings);
  }

  /** All but the rows of these items, under the same numbers. */
  public Interactions without(BitSet left) {
    int[] newBegins = new int[users() + 1];
    int[] newItems = new int[size()];
    byte[] newTypes = new byte[size()];
    long[] newMillis = new long[size()];
    float @Nullable [] newRatings = ratingOf == null ? null : new float[size()];
    int size = 0;
    for (int user = 0; user < users(); user++) {
      for (int row = begin(user); row < end(user); row++) {
        if (!left.get(itemOf[row])) {
          newItems[size] = itemOf[row];
          newTypes[size] = typeOf[row];
          newMillis[size] = millisOf[row];
          if (ratingOf != null && newRatings != null) {
            newRatings[size] = ratingOf[row];
          }
          size++;
        }
      }
      newBegins[user + 1] = size;
    }
    return new Interactions(
        users,
        items,
        newBegins,
        Arrays.copyOf(newItems, size),
        Arrays.copyOf(newTypes, size),
        Arrays.copyOf(newMillis, size),
        newRatings == null ? null : Arrays.copyOf(newRatings, size));
  }

  /** How many users have an interaction. */
  public int activeUsers() {
    int active = 0;
    for (int user = 0; user < users(); user++) {
      active += end(user) > begin(user) ? 1 : 0;
    }
    return active;
  }

  /** By item, whether there is an interaction with it. */
  public boolean[] met() {
    boolean[] met = new boolean[items()];
    for (int item : itemOf) {
      met[item] = true;
    }
    return met;
  }

  /** The items that anybody showed an interest in, ascending. */
  public int[] wanted() {
    boolean[] wanted = new boolean[items()];
    for (int row = 0; row < size(); row++) {
      wanted[itemOf[row]] |= isInterest(row);
    }
    return IntStream.range(0, wanted.length).filter(item -> wanted[item]).toArray();
  }

  /** SHA-256 over ids and rows, in hexadecimal: equal data has an equal one. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer row = ByteBuffer.allocate(13);
      for (int user = 0; user < users(); user++) {
        digest.update(users.get(user).getBytes(StandardCharsets.UTF_8));
        for (int i = begin(user); i < end(user); i++) {
          digest.update(items.get(itemOf[i]).getBytes(StandardCharsets.UTF_8));
          row.clear().putInt(itemOf[i]).put(typeOf[i]).putLong(millisOf[i]).flip();
          digest.update(row);
          if (ratingOf != null) {
            digest.update(row.clear().putFloat(ratingOf[i]).flip());
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
