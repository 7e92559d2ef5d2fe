package io.limpet.system.faults;

import io.limpet.core.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A shop's own book of the events it sent, kept apart from everything Limpet counts. */
public final class Ledger {
  private final Map<String, Event> acknowledged = new ConcurrentHashMap<>();
  private final Map<String, Event> unacknowledged = new ConcurrentHashMap<>();

  /** These are about to be sent. */
  public void sending(List<Event> events) {
    events.forEach(event -> unacknowledged.put(event.eventId(), event));
  }

  /** These were acknowledged. */
  public void acknowledged(List<Event> events) {
    for (Event event : events) {
      acknowledged.put(event.eventId(), event);
      unacknowledged.remove(event.eventId());
    }
  }

  public int acknowledgedCount() {
    return acknowledged.size();
  }

  /** Sent, and nobody knows whether they arrived. */
  public List<Event> unacknowledged() {
    return List.copyOf(unacknowledged.values());
  }

  /** Some of the acknowledged ones. */
  public List<Event> acknowledged(int limit) {
    return acknowledged.values().stream().limit(limit).toList();
  }

  /** Rows that the lake must have: one of each item of each event. */
  public Map<String, Integer> rowsByEvent() {
    Map<String, Integer> rows = new HashMap<>();
    acknowledged.forEach((id, event) -> rows.put(id, Math.max(1, event.items().size())));
    return rows;
  }

  /** Events by visitor. */
  public Map<String, Integer> eventsByUser() {
    Map<String, Integer> events = new HashMap<>();
    acknowledged.values().forEach(event -> events.merge(event.visitor(), 1, Integer::sum));
    return events;
  }

  /** The acknowledged events in lists of at most {@code size}. */
  public static List<List<Event>> batches(List<Event> events, int size) {
    List<List<Event>> batches = new ArrayList<>();
    for (int from = 0; from < events.size(); from += size) {
      batches.add(events.subList(from, Math.min(events.size(), from + size)));
    }
    return batches;
  }
}
