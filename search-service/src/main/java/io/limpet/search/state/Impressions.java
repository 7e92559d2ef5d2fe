package io.limpet.search.state;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What visitors were shown lately, from {@code view_item_list} events. An item that one answer
 * showed counts once, however often its list was reported: by the {@code recommendation_id} and the
 * item, or by the event where there is none. Of each of the last {@link #VISITORS} visitors the
 * last {@link #KEPT} impressions are kept. Thread-safe.
 */
public final class Impressions {
  /** Visitors kept. */
  public static final int VISITORS = 20_000;

  /** Impressions kept of a visitor. */
  public static final int KEPT = 300;

  private final ItemIds ids;
  private final LinkedHashMap<String, Shown> byVisitor = new LinkedHashMap<>(1024, 0.75f, true);

  public Impressions(ItemIds ids) {
    this.ids = ids;
  }

  /** Takes in an event; only impressions leave a trace. */
  public void take(CleanEvent clean) {
    Event event = clean.event();
    if (event.type() != EventType.VIEW_ITEM_LIST) {
      return;
    }
    String by = event.recommendationId() == null ? event.eventId() : event.recommendationId();
    synchronized (byVisitor) {
      Shown shown = byVisitor.computeIfAbsent(event.visitor(), visitor -> new Shown());
      for (LineItem line : event.items()) {
        int item = ids.find(line.itemId());
        if (item >= 0) {
          shown.add(item, hash(by), event.timestampMillis());
        }
      }
      if (byVisitor.size() > VISITORS) {
        var oldest = byVisitor.entrySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
  }

  /** How often each item was shown to a visitor since then, by number. */
  public Map<Integer, Integer> since(@Nullable String visitor, long sinceMillis) {
    synchronized (byVisitor) {
      Shown shown = visitor == null ? null : byVisitor.get(visitor);
      return shown == null ? Map.of() : shown.since(sinceMillis);
    }
  }

  /** FNV-1a, 64 bits: two of 300 answers are taken for one about never. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static final class Shown {
    private int[] items = new int[16];
    private long[] answers = new long[16];
    private long[] millis = new long[16];
    private int size;
    private int oldest;

    void add(int item, long answer, long at) {
      for (int i = 0; i < size; i++) {
        if (items[i] == item && answers[i] == answer) {
          return;
        }
      }
      int place = oldest;
      if (size < KEPT) {
        if (size == items.length) {
          int length = Math.min(KEPT, 2 * size);
          items = Arrays.copyOf(items, length);
          answers = Arrays.copyOf(answers, length);
          millis = Arrays.copyOf(millis, length);
        }
        place = size++;
      } else {
        oldest = (oldest + 1) % KEPT;
      }
      items[place] = item;
      answers[place] = answer;
      millis[place] = at;
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
