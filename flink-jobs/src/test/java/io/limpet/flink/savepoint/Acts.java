package io.limpet.flink.savepoint;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.EventWriter;
import io.limpet.core.event.LineItem;
import io.limpet.core.event.SurveyKind;
import io.limpet.core.experiment.Assignment;
import io.limpet.core.experiment.Unit;
import io.limpet.core.identity.HandOver;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.served.Served;
import io.limpet.fixtures.SampleEvents;
import io.limpet.fixtures.SampleItems;
import io.limpet.flink.wire.RawEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a shop in three acts of twenty minutes, the same for ever: stored savepoints were
 * taken after the first, and know what it said. So nothing here may be changed; something new is a
 * play of its own.
 *
 * <p>Visits go on from act to act. Every tenth event is one of an earlier act, sent again. There is
 * a bot, devices on which users sign in, answers and what followed.
 */
final class Acts {
  /** How many there are. */
  static final int COUNT = 3;

  private static final long START = SampleEvents.NOON;
  private static final long LENGTH = 20 * 60_000;
  private static final int EVENTS = 150;
  private static final List<String> ITEMS = SampleItems.ids();
  private static final EventType[] TYPES = {
    EventType.VIEW_ITEM,
    EventType.VIEW_ITEM,
    EventType.VIEW_ITEM,
    EventType.ADD_TO_CART,
    EventType.ADD_TO_WISHLIST,
    EventType.PURCHASE,
    EventType.REFUND
  };

  private Acts() {}

  /** What visitors do, each event of the first acts once and in order. */
  private static List<Event> events(int acts) {
    List<Event> events = new ArrayList<>();
    for (int act = 0; act < acts; act++) {
      Random random = new Random(act);
      for (int i = 0; i < EVENTS; i++) {
        long millis = START + act * LENGTH + i * 5_000L;
        events.add(event(random, "e-" + act + "-" + i, i % 15, act, millis));
      }
    }
    return events;
  }

  private static Event event(Random random, String id, int visitor, int act, long millis) {
    String item = ITEMS.get(random.nextInt(ITEMS.size()));
    EventType type = TYPES[random.nextInt(TYPES.length)];
    int answer = random.nextInt(3) == 0 ? random.nextInt(5) : -1;
    if (visitor >= 12 && random.nextInt(10) == 0) {
      return SampleEvents.identify(id, "device-" + visitor, "user-" + act, millis);
    }
    if (visitor >= 12) {
      return SampleEvents.anonymous(id, type, "device-" + visitor, millis, item);
    }
    String named = answer < 0 ? null : "answer-" + visitor + "-" + Math.min(answer, act);
    return act(id, type, "user-" + visitor, millis, named, item);
  }

  private static Event act(
      String id, EventType type, String user, long millis, @Nullable String answer, String item) {
    return new Event(
        id,
        type,
        user,
        null,
        null,
        millis,
        List.of(LineItem.of(item)),
        null,
        null,
        null,
        answer,
        Map.of());
  }

  /** Raw events as they reach Kafka: those sent again too, and a program that looks at a lot. */
  static List<RawEvent> raw(int acts) {
    List<Event> sent = new ArrayList<>();
    List<Event> once = events(acts);
    for (int i = 0; i < once.size(); i++) {
      sent.add(once.get(i));
      if (i % 10 == 9) {
        sent.add(once.get(i / 2));
      }
      if (i % 2 == 0) {
        String item = ITEMS.get(i % ITEMS.size());
        long millis = once.get(i).timestampMillis();
        Stream.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p")
            .map(
                more ->
                    SampleEvents.view("bot-" + millis + more, "bot", item, millis + more.charAt(0)))
            .forEach(sent::add);
      }
    }
    List<RawEvent> raw = new ArrayList<>();
    for (Event event : sent) {
      raw.add(
          new RawEvent(
              event.visitor().getBytes(StandardCharsets.UTF_8),
              EventWriter.write(event),
              0,
              raw.size(),
              event.timestampMillis() + 5,
              ""));
    }
    return raw;
  }

  /** Clean events, those among them that were written again after a restart. */
  static List<CleanEvent> clean(int acts) {
    List<CleanEvent> clean = new ArrayList<>();
    for (Event event : events(acts)) {
      int offset = clean.size();
      clean.add(SampleEvents.clean(event, offset));
    }
    List<CleanEvent> withRepeats = new ArrayList<>();
    for (int i = 0; i < clean.size(); i++) {
      withRepeats.add(clean.get(i));
      if (i % EVENTS == 20) {
        // Of before this act, where there is one.
        withRepeats.addAll(clean.subList(Math.max(0, i - 40), i));
      }
    }
    return withRepeats;
  }

  /** What users take over of devices; the first of each act once more in the next. */
  static List<HandOver> handOvers(int acts) {
    List<HandOver> all = new ArrayList<>();
    for (int act = 0; act < acts; act++) {
      for (int i = 0; i < 6; i++) {
        all.add(handOver(act, i));
      }
      if (act > 0) {
        all.add(handOver(act - 1, 0));
      }
    }
    return all;
  }

  private static HandOver handOver(int act, int i) {
    long millis = START + act * LENGTH + 13 + i * 70_001L;
    String item = ITEMS.get((act * 7 + i) % ITEMS.size());
    String device = "anonymous:tablet-" + i;
    Event event = SampleEvents.anonymous("h", EventType.VIEW_ITEM, "tablet-" + i, millis, item);
    return new HandOver(
        "user-" + i,
        device,
        UserProfile.of(event, id -> null),
        millis,
        "h-" + act + "-" + i,
        1,
        act * 100L + i);
  }

  /**
   * Answers of the acts, and after the last one of a visitor nobody knows, with whom time goes on.
   */
  static List<Served> served(int acts) {
    List<Served> served = new ArrayList<>();
    for (int act = 0; act < acts; act++) {
      for (int visitor = 0; visitor < 12; visitor++) {
        List<Served.ServedItem> items = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          String item = ITEMS.get((visitor * 5 + act * 3 + i) % ITEMS.size());
          items.add(new Served.ServedItem(item, "new", 1, 1, new float[0]));
        }
        String id = "answer-" + visitor + "-" + act;
        long millis = START + act * LENGTH + visitor * 1_000L;
        served.add(new Served(id, "user-" + visitor, "home", "g1", millis, "s", 0, 0, items));
      }
    }
    return served;
  }

  /**
   * The catalogue: most of it is there from the beginning. What visitors do with toys waits until
   * they are listed in the last act.
   */
  static List<CatalogueItem> catalogue(int acts) {
    return SampleItems.all().stream()
        .filter(item -> acts == COUNT || !item.topCategory().equals(Optional.of("Toys")))
        .map(item -> SampleItems.catalogued(item, START))
        .toList();
  }

  /**
   * Answers that an experiment decided: one for every user from the beginning, before anything is
   * done, and one more in each act.
   */
  static List<Served> decided(int acts) {
    List<Served> decided = new ArrayList<>();
    for (int act = 0; act <= acts; act++) {
      for (int visitor = 0; visitor < 12; visitor++) {
        String user = "user-" + visitor;
        var arm = new Assignment("x", visitor % 2 == 0 ? "a" : "b", Unit.of(user));
        long millis = START - 60_000 + act * LENGTH + visitor;
        String id = "decided-" + visitor + "-" + act;
        decided.add(new Served(id, user, "home", "g1", millis, "s", 0, 0, List.of(), List.of(arm)));
      }
    }
    return decided;
  }

  /** What visitors say when they are asked, among what they do. */
  static List<CleanEvent> surveyed(int acts) {
    List<CleanEvent> surveyed = new ArrayList<>();
    for (CleanEvent clean : clean(acts)) {
      surveyed.add(clean);
      Event event = clean.event();
      if (clean.originOffset() % 4 == 0 && event.type() != EventType.IDENTIFY) {
        surveyed.add(answer(clean));
      }
    }
    return surveyed;
  }

  private static CleanEvent answer(CleanEvent after) {
    int said = (int) after.originOffset() / 4;
    SurveyKind kind = SurveyKind.values()[said % SurveyKind.values().length];
    Double value = kind.hasValue() ? (double) kind.most() - said % 2 : null;
    Map<String, String> properties =
        Map.of(SurveyKind.PROPERTY, kind.wireName(), "channel", said % 3 == 0 ? "email" : "web");
    Event event = after.event();
    var answer =
        new Event(
            "survey-" + event.eventId(),
            EventType.SURVEY,
            event.userId(),
            event.anonymousId(),
            null,
            event.timestampMillis() + 1,
            List.of(),
            value,
            null,
            null,
            null,
            properties);
    // From another partition, where its place says nothing of what it came after.
    return new CleanEvent(
        answer, after.sessionId(), after.receivedMillis(), 1, after.originOffset());
  }

  /** Ends every window of event time. */
  static CleanEvent lastEvent(int lane) {
    long millis = START + 30L * 24 * 3_600_000;
    return SampleEvents.clean(SampleEvents.view("end-" + lane, "end-" + lane, "x", millis), 1);
  }

  /** The same among answers. */
  static Served lastAnswer(int lane) {
    long millis = START + 30L * 24 * 3_600_000;
    return new Served("end-" + lane, "", "home", "g1", millis, "s", 0, 0, List.of());
  }
}
