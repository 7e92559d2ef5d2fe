package io.limpet.core.hygiene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BotRulesTest {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long SECOND = 1_000;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = 24 * HOUR;

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void takesNoKeenShopperForABot(long seed) {
    var random = new Random(seed);
    for (int shopper = 0; shopper < 200; shopper++) {
      List<Event> events = keenShopper(random);
      assertThat(firstBot(events))
          .as("shopper %d of %d events", shopper, events.size())
          .isEqualTo(-1);
    }
  }

  /**
   * Somebody who looks at far more than most do, for a week: up to 300 views a day; at times a
   * handful of tabs opened one after the other; a fifth of the looks at something looked at before;
   * gaps of a log-normal law with a median of 4 to 60 seconds; and every second buys nothing at
   * all.
   */
  private static List<Event> keenShopper(Random random) {
    List<Event> events = new ArrayList<>();
    boolean buys = random.nextBoolean();
    double median = 4 + 56 * random.nextDouble();
    for (int day = 0; day < 7; day++) {
      int views = random.nextInt(300);
      long at = NOON + day * DAY + random.nextInt(10_000);
      int tabs = 0;
      for (int i = 0; i < views; i++) {
        if (tabs == 0 && random.nextInt(40) == 0) {
          tabs = random.nextInt(15);
        }
        if (tabs > 0) {
          tabs--;
          at += 300 + random.nextInt(900);
        } else {
          at += (long) (SECOND * median * Math.exp(1.1 * random.nextGaussian()));
        }
        boolean again = random.nextInt(5) == 0;
        events.add(view(at, "item-" + (again ? random.nextInt(20) : random.nextInt(100_000))));
        if (buys && random.nextInt(50) == 0) {
          events.add(event(EventType.ADD_TO_CART, at + SECOND, "item"));
        }
      }
    }
    return events;
  }

  @Test
  void findsAFastScraperWithinAMinute() {
    List<Event> events = views(500, i -> i * 200);
    assertThat(firstBot(events)).isBetween(60, 89);
    assertThat(verdict(events).sign()).isEqualTo(Sign.RATE);
    assertThat(verdict(events).why()).contains("looks in a minute");
  }

  @Test
  void findsOneThatKeepsUpAPaceNobodyKeepsUp() {
    // One every three seconds, unevenly, at the same 300 items again and again.
    var random = new Random(3);
    List<Event> events = new ArrayList<>();
    for (long at = 0; at < HOUR; at += 500 + random.nextInt(5_000)) {
      events.add(view(NOON + at, "item-" + random.nextInt(300)));
    }
    assertThat(verdict(events).sign()).isEqualTo(Sign.RATE);
  }

  @Test
  void findsOneThatLooksAsAClockTicks() {
    var random = new Random(4);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      // The net is never as even as the program.
      events.add(view(NOON + i * 20 * SECOND + random.nextInt(3_000), "item-" + i % 7));
    }
    assertThat(firstBot(events)).isEqualTo(64);
    assertThat(verdict(events).sign()).isEqualTo(Sign.REGULAR);
  }

  @Test
  void findsAPatientOneThatHidesItsPaceByWhatItLooksAt() {
    var random = new Random(5);
    List<Event> events = new ArrayList<>();
    long at = NOON;
    for (int i = 0; i < 800; i++) {
      at += 10 * SECOND + (long) (-60 * SECOND * Math.log(1 - random.nextDouble()));
      events.add(view(at, "item-" + i));
    }
    assertThat(firstBot(events)).isBetween(480, 520);
    assertThat(verdict(events).sign()).isEqualTo(Sign.BREADTH);
  }

  @Test
  void leavesWhoWantsThingsAloneHoweverFast() {
    List<Event> events = new ArrayList<>(views(1_000, i -> i * 100));
    for (int i = 0; i < 1_000; i += 50) {
      events.add(event(EventType.ADD_TO_CART, NOON + i * 100, "item-" + i));
    }
    events.sort(Comparator.comparingLong(Event::timestampMillis));
    assertThat(firstBot(events)).isEqualTo(-1);
  }

  @Test
  void saysNothingOfWhatHasNoTimeOfItsOwn() {
    // A file of days: a year in which each view of a day has the same time.
    List<Event> events = views(2_000, i -> i / 60 * DAY);
    assertThat(firstBot(events)).isEqualTo(-1);
  }

  @Test
  void judgesAnImportAsItWasLived() {
    // A year of twenty views a day; how fast they arrive is in no event.
    List<Event> events =
        views(7_300, i -> i / 20 * DAY + i % 20 * 47 * SECOND + i * i % 31 * SECOND);
    assertThat(firstBot(events)).isEqualTo(-1);
  }

  @Test
  void keepsABotOneForADayAfterItLastBehavedAsOne() {
    Behaviour bot = after(Behaviour.NONE, views(200, i -> i * 100));
    assertThat(BotRules.STANDARD.judge(bot, view(NOON + 20 * HOUR, "item")).isBot()).isTrue();
    assertThat(BotRules.STANDARD.judge(bot, view(NOON + 25 * HOUR, "item")).isBot()).isFalse();
  }

  @Test
  void freesAtOnceWhoTurnsOutToWantThings() {
    Behaviour bot = after(Behaviour.NONE, views(200, i -> i * 100));
    Behaviour cart = after(bot, List.of(event(EventType.ADD_TO_CART, NOON + HOUR, "item")));
    Verdict verdict =
        BotRules.STANDARD.judge(cart, event(EventType.PURCHASE, NOON + HOUR + 1, "item"));
    assertThat(verdict.isBot()).isFalse();
    assertThat(BotRules.STANDARD.judge(verdict.after(), view(NOON + HOUR + 2, "i")).isBot())
        .isFalse();
  }

  @Test
  void holdsNothingAgainstWhomAnOperatorTakesForAPerson() {
    Behaviour person = after(Behaviour.NONE, views(200, i -> i * 100)).asPerson();
    assertThat(BotRules.STANDARD.judge(person, view(NOON + 21 * SECOND, "item")).isBot()).isFalse();
  }

  @Test
  void takesALateEventIntoItsHourAndNoOlderOne() {
    Behaviour inOrder = after(Behaviour.NONE, views(50, i -> i * SECOND));
    Behaviour late = after(inOrder, views(40, i -> -DAY + i * SECOND + 1));
    assertThat(late.rhythm().perHour()).isEqualTo(inOrder.rhythm().perHour());
    assertThat(late.rhythm().lastMillis()).isEqualTo(inOrder.rhythm().lastMillis());
  }

  @Test
  void letsALoadTestPassThatSaysThatItIsOne() {
    Behaviour behaviour = Behaviour.NONE;
    for (Event event : views(1_000, i -> i * 100)) {
      Verdict verdict =
          BotRules.STANDARD.judge(behaviour, event.with(Map.of(Event.SYNTHETIC, "true")));
      assertThat(verdict.isBot()).isFalse();
      behaviour = verdict.after();
    }
    assertThat(behaviour).isEqualTo(Behaviour.NONE);
  }

  @Test
  void judgesNothingThatIsSwitchedOff() {
    var off = new BotRules(new Crawlers(List.of()), 0, 0, 0, 0);
    Behaviour behaviour = Behaviour.NONE;
    for (Event event : views(3_000, i -> i * 100)) {
      Verdict verdict = off.judge(behaviour, event);
      assertThat(verdict.isBot()).isFalse();
      behaviour = verdict.after();
    }
  }

  @ParameterizedTest
  @CsvSource({"-1,0", "1000001,0", "5,1.1", "5,NaN"})
  void refusesLimitsThatAreNone(int perMinute, double variation) {
    assertThatThrownBy(() -> new BotRules(Crawlers.DECLARED, perMinute, 0, 0, variation))
        .hasMessageContaining("give 0 to");
  }

  private static List<Event> views(int count, LongUnaryOperator at) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(view(NOON + at.applyAsLong(i), "item-" + i));
    }
    return events;
  }

  private static Event view(long millis, String item) {
    return event(EventType.VIEW_ITEM, millis, item);
  }

  private static Event event(EventType type, long millis, String item) {
    return new Event(
        "e",
        type,
        "ann",
        null,
        null,
        millis,
        List.of(LineItem.of(item)),
        null,
        null,
        null,
        null,
        Map.of());
  }

  private static Behaviour after(Behaviour before, List<Event> events) {
    Behaviour behaviour = before;
    for (Event event : events) {
      behaviour = BotRules.STANDARD.judge(behaviour, event).after();
    }
    return behaviour;
  }

  /** The last verdict. */
  private static Verdict verdict(List<Event> events) {
    Behaviour before = after(Behaviour.NONE, events.subList(0, events.size() - 1));
    return BotRules.STANDARD.judge(before, events.getLast());
  }

  /** Index of the first event that a bot is found by, -1 when none is. */
  private static int firstBot(List<Event> events) {
    Behaviour behaviour = Behaviour.NONE;
    for (int i = 0; i < events.size(); i++) {
      Verdict verdict = BotRules.STANDARD.judge(behaviour, events.get(i));
      if (verdict.isBot()) {
        return i;
      }
      behaviour = verdict.after();
    }
    return -1;
  }
}
