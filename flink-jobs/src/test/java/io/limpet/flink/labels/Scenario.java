package io.limpet.flink.labels;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.ranking.Feature;
import io.limpet.core.served.Served;
import io.limpet.core.served.Served.ServedItem;
import io.limpet.fixtures.SampleEvents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A few visitors, what they were shown, and what they did, at random: pages, impressions of some of
 * the list, acts with and without the id of the answer, acts long after it, items never shown.
 *
 * @param answers pages of answers
 * @param events with origins that count up by visitor
 */
record Scenario(List<Served> answers, List<CleanEvent> events) {
  static final long HOUR = 3_600_000;
  static final long START = SampleEvents.NOON;
  private static final int ITEMS = 12;
  private static final EventType[] ACTS = {
    EventType.SELECT_ITEM,
    EventType.VIEW_ITEM,
    EventType.VIEW_ITEM,
    EventType.ADD_TO_CART,
    EventType.ADD_TO_WISHLIST,
    EventType.PURCHASE,
    EventType.REFUND,
    EventType.SEARCH
  };

  /** Something with the time at which it happened. */
  record Timed(long millis, @Nullable Served served, @Nullable CleanEvent event) {}

  static Scenario random(Random random, long hours) {
    List<Served> answers = new ArrayList<>();
    List<CleanEvent> events = new ArrayList<>();
    for (int visitor = 0; visitor < 5; visitor++) {
      String name = visitor == 0 ? "" : "visitor-" + visitor;
      for (int i = 0; i < 6; i++) {
        long millis = START + random.nextLong(hours * HOUR);
        String id = "r-" + visitor + "-" + i;
        Served first = page(random, id, name, millis, 0, 0);
        answers.add(first);
        if (random.nextInt(3) == 0) {
          answers.add(page(random, id, name, millis + random.nextLong(HOUR), 4, 6));
        }
        for (int n = random.nextInt(3); n > 0; n--) {
          events.add(impression(random, first, events.size()));
        }
      }
      for (int i = 0; i < 50; i++) {
        String id =
            random.nextInt(3) == 0 ? "r-" + random.nextInt(5) + "-" + random.nextInt(6) : null;
        events.add(act(random, events.size(), visitor, id, hours));
      }
    }
    events.sort(Comparator.comparingLong(clean -> clean.event().timestampMillis()));
    return new Scenario(List.copyOf(answers), numbered(events));
  }

  /** Origins count up in the order in which the events come. */
  static List<CleanEvent> numbered(List<CleanEvent> events) {
    List<CleanEvent> numbered = new ArrayList<>();
    for (CleanEvent clean : events) {
      numbered.add(SampleEvents.clean(clean.event(), numbered.size()));
    }
    return numbered;
  }

  private static Served page(
      Random random, String id, String visitor, long millis, int position, int firstItem) {
    List<ServedItem> items = new ArrayList<>();
    int shift = random.nextInt(3);
    for (int i = 0; i < 4; i++) {
      float[] features = new float[Feature.COUNT];
      features[0] = i / 2f;
      items.add(
          new ServedItem(
              "item-" + (firstItem + shift + i) % ITEMS, "new", 1.0 / (1 + i), 1, features));
    }
    return new Served(
        id, visitor, "home", "g1", millis, "s-1", position, Feature.FINGERPRINT, items);
  }

  private static CleanEvent impression(Random random, Served page, int number) {
    List<LineItem> lines = new ArrayList<>();
    int depth = 1 + random.nextInt(page.items().size());
    for (int i = 0; i < depth; i++) {
      lines.add(new LineItem(page.items().get(i).itemId(), 1, null, i));
    }
    // The clock of some is an hour behind.
    long millis = page.timestampMillis() + random.nextLong(3 * HOUR) - HOUR;
    String visitor = page.visitor().isEmpty() ? "somebody" : page.visitor();
    return SampleEvents.clean(
        event(number, EventType.VIEW_ITEM_LIST, visitor, millis, lines, page.recommendationId(), 0),
        number);
  }

  private static CleanEvent act(
      Random random, int number, int visitor, @Nullable String answer, long hours) {
    EventType type = ACTS[random.nextInt(ACTS.length)];
    List<LineItem> lines = new ArrayList<>();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      Double price = random.nextBoolean() ? 1.25 * (1 + random.nextInt(9)) : null;
      lines.add(
          new LineItem("item-" + random.nextInt(ITEMS + 2), 1 + random.nextInt(3), price, null));
    }
    long millis = START + random.nextLong((hours + 40) * HOUR);
    return SampleEvents.clean(
        event(
            number,
            type,
            visitor == 0 ? "somebody" : "visitor-" + visitor,
            millis,
            lines,
            answer,
            random.nextInt(8)),
        number);
  }

  private static Event event(
      int number,
      EventType type,
      String user,
      long millis,
      List<LineItem> lines,
      @Nullable String answer,
      int dice) {
    return new Event(
        "e" + number,
        type,
        user,
        null,
        null,
        millis,
        lines,
        dice == 1 ? (Double) 20.5 : null,
        null,
        type == EventType.SEARCH ? "mug" : null,
        answer,
        dice == 2 ? Map.of(Event.SYNTHETIC, "true") : Map.of());
  }

  /** All of it in the order of time. */
  List<Timed> byTime() {
    List<Timed> all = new ArrayList<>();
    answers.forEach(served -> all.add(new Timed(served.timestampMillis(), served, null)));
    events.forEach(clean -> all.add(new Timed(clean.event().timestampMillis(), null, clean)));
    all.sort(Comparator.comparingLong(Timed::millis));
    return all;
  }
}
