package io.limpet.search.state;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.hash.Fnv;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What visitors were shown lately, from {@code view_item_list} events, and what came of it. An item
 * that one answer showed counts once, however often its list was reported: by the {@code
 * recommendation_id} and the item, or by the event where there is none. A reaction is an event of
 * interest, a view or a purchase for instance, of the same visitor in the same item within {@link
 * #REACTION_MILLIS}; an impression has one at most. Of each of the last {@link #VISITORS} visitors
 * the last {@link #KEPT} impressions are kept; what was counted of items stays. Those of a device
 * follow to who signs in there. Thread-safe.
 */
public final class Impressions {
  /** Visitors kept. */
  public static final int VISITORS = 20_000;

  /** Impressions kept of a visitor. */
  public static final int KEPT = 300;

  /** So long after an impression an interest is put down to it. */
  public static final long REACTION_MILLIS = 24 * 3_600_000L;

  private final ItemIds ids;
  private final LinkedHashMap<String, Shown> byVisitor = new LinkedHashMap<>(1024, 0.75f, true);
  private int[] shownTimes = new int[1024];
  private int[] reactions = new int[1024];
  private long total;

  public Impressions(ItemIds ids) {
    this.ids = ids;
  }

  /**
   * What is known of an item.
   *
   * @param shown how often it was shown
   * @param reactions how often that led to an interest, at most {@code shown}
   */
  public record Tally(int shown, int reactions) {}

  /** Takes in an event; impressions, interest in what was shown, and sign-ins leave a trace. */
  public void take(CleanEvent clean) {
    Event event = clean.event();
    if (event.type() == EventType.VIEW_ITEM_LIST) {
      show(event);
    } else if (event.type().isInterest()) {
      react(event);
    } else if (event.type() == EventType.IDENTIFY && event.userId() != null) {
      follow(event.visitor(), event.userId());
    }
  }

  /** Forgets what a visitor was shown; what was counted of items stays. */
  public void forget(String visitor) {
    synchronized (byVisitor) {
      byVisitor.remove(visitor);
    }
  }

  private void follow(String device, String user) {
    synchronized (byVisitor) {
      Shown shown = byVisitor.remove(device);
      if (shown != null) {
        byVisitor.merge(user, shown, Shown::and);
      }
    }
  }

  private void show(Event event) {
    String by = event.recommendationId() == null ? event.eventId() : event.recommendationId();
    synchronized (byVisitor) {
      Shown shown = byVisitor.computeIfAbsent(event.visitor(), visitor -> new Shown());
      for (LineItem line : event.items()) {
        int item = ids.find(line.itemId());
        if (item >= 0 && shown.add(item, Fnv.hash(by), event.timestampMillis(), false)) {
          count(item);
        }
      }
      if (byVisitor.size() > VISITORS) {
        var oldest = byVisitor.entrySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
  }

  private void count(int item) {
    if (item >= shownTimes.length) {
      int length = Math.max(item + 1, 2 * shownTimes.length);
      shownTimes = Arrays.copyOf(shownTimes, length);
      reactions = Arrays.copyOf(reactions, length);
    }
    shownTimes[item]++;
    total++;
  }

  private void react(Event event) {
    synchronized (byVisitor) {
      Shown shown = byVisitor.get(event.visitor());
      if (shown == null) {
        return;
      }
      for (LineItem line : event.items()) {
        int item = ids.find(line.itemId());
        if (item >= 0 && shown.react(item, event.timestampMillis())) {
          reactions[item]++;
        }
      }
    }
  }

  /** What is known of an item by its number, counted since the start and the days read at it. */
  public Tally tally(int item) {
    synchronized (byVisitor) {
      return item >= 0 && item < shownTimes.length
          ? new Tally(shownTimes[item], reactions[item])
          : new Tally(0, 0);
    }
  }

  /** Impressions of all items together. */
  public long total() {
    synchronized (byVisitor) {
      return total;
    }
  }

  /** How often each item was shown to a visitor since then, by number. */
  public Map<Integer, Integer> since(@Nullable String visitor, long sinceMillis) {
    synchronized (byVisitor) {
      Shown shown = visitor == null ? null : byVisitor.get(visitor);
      return shown == null ? Map.of() : shown.since(sinceMillis);
    }
  }

  private static final class Shown {
    private int[] items = new int[16];
    private long[] answers = new long[16];
    private long[] millis = new long[16];
    private boolean[] reacted = new boolean[16];
    private int size;
    private int oldest;

    /** Whether it was not known yet. */
    boolean add(int item, long answer, long at, boolean hasReacted) {
      for (int i = 0; i < size; i++) {
        if (items[i] == item && answers[i] == answer) {
          return false;
        }
      }
      int place = oldest;
      if (size < KEPT) {
        if (size == items.length) {
          int length = Math.min(KEPT, 2 * size);
          items = Arrays.copyOf(items, length);
          answers = Arrays.copyOf(answers, length);
          millis = Arrays.copyOf(millis, length);
          reacted = Arrays.copyOf(reacted, length);
        }
        place = size++;
      } else {
        oldest = (oldest + 1) % KEPT;
      }
      items[place] = item;
      answers[place] = answer;
      millis[place] = at;
      reacted[place] = hasReacted;
      return true;
    }

    /** The same with those that another visitor was shown, who turned out to be this one. */
    Shown and(Shown other) {
      for (int n = 0; n < other.size; n++) {
        int i = (other.oldest + n) % other.size;
        add(other.items[i], other.answers[i], other.millis[i], other.reacted[i]);
      }
      return this;
    }

    /** Puts an interest down to the latest impression; whether that had none before. */
    boolean react(int item, long at) {
      int latest = -1;
      for (int i = 0; i < size; i++) {
        if (items[i] == item
            && millis[i] <= at
            && at - millis[i] <= REACTION_MILLIS
            && (latest < 0 || millis[i] > millis[latest])) {
          latest = i;
        }
      }
      if (latest < 0 || reacted[latest]) {
        return false;
      }
      reacted[latest] = true;
      return true;
    }

    Map<Integer, Integer> since(long sinceMillis) {
      Map<Integer, Integer> times = new java.util.HashMap<>();
      for (int i = 0; i < size; i++) {
        if (millis[i] >= sinceMillis) {
          times.merge(items[i], 1, Integer::sum);
        }
      }
      return times;
    }
  }
}
