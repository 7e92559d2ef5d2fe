package io.limpet.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.RandomData;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UserProfileTest {
  private static final long NOON = 1_769_860_800_000L;
  private static final long DAY = 86_400_000L;
  private static final long HOUR = 3_600_000L;

  @Test
  void keepsWhatWasDoneOldestFirst() {
    UserProfile profile =
        fold(event(EventType.VIEW_ITEM, NOON, "a"), event(EventType.ADD_TO_CART, NOON + 1, "b"));

    assertThat(profile.recent())
        .containsExactly(
            new RecentItem("a", EventType.VIEW_ITEM, NOON),
            new RecentItem("b", EventType.ADD_TO_CART, NOON + 1));
    assertThat(profile.events()).isEqualTo(2);
    assertThat(profile.firstMillis()).isEqualTo(NOON);
    assertThat(profile.lastMillis()).isEqualTo(NOON + 1);
  }

  @Test
  void putsALateEventWhereItBelongs() {
    UserProfile profile =
        fold(
            event(EventType.VIEW_ITEM, NOON, "a"),
            event(EventType.VIEW_ITEM, NOON + 20, "c"),
            event(EventType.VIEW_ITEM, NOON + 10, "b"),
            event(EventType.VIEW_ITEM, NOON - 10, "first"));

    assertThat(ids(profile)).containsExactly("first", "a", "b", "c");
    assertThat(profile.firstMillis()).isEqualTo(NOON - 10);
    assertThat(profile.lastMillis()).isEqualTo(NOON + 20);
  }

  @Test
  void eventsOfTheSameTimeStayInTheOrderOfArrival() {
    UserProfile profile =
        fold(
            event(EventType.VIEW_ITEM, NOON, "a", "b"),
            event(EventType.VIEW_ITEM, NOON, "c"),
            event(EventType.VIEW_ITEM, NOON, "d"));

    assertThat(ids(profile)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aLateEventDoesNotPushOutANewerOne() {
    UserProfile profile = UserProfile.empty();
    for (int i = 0; i < UserProfile.RECENT; i++) {
      profile = profile.with(event(EventType.VIEW_ITEM, NOON + i, "i" + i), item -> null);
    }
    List<String> before = ids(profile);

    profile = profile.with(event(EventType.VIEW_ITEM, NOON - 1, "late"), item -> null);
    assertThat(ids(profile)).isEqualTo(before);

    profile = profile.with(event(EventType.VIEW_ITEM, NOON + 50, "middle"), item -> null);
    assertThat(ids(profile)).hasSize(UserProfile.RECENT).contains("middle").doesNotContain("i0");
  }

  @Test
  void impressionsCountButLeaveNoTrace() {
    UserProfile profile = fold(event(EventType.VIEW_ITEM_LIST, NOON, "a", "b"));

    assertThat(profile.events()).isEqualTo(1);
    assertThat(profile.recent()).isEmpty();
    assertThat(profile.affinities()).isEmpty();
  }

  @Test
  void remembersWhatWasBoughtUntilItIsGivenBack() {
    UserProfile profile =
        fold(
            event(EventType.PURCHASE, NOON, "a", "b"),
            event(EventType.PURCHASE, NOON + 1, "a"),
            event(EventType.REFUND, NOON + 2, "b", "never bought"));

    assertThat(profile.bought()).containsExactly("a");
  }

  @Test
  void affinitiesHalveInAMonth() {
    UserProfile profile =
        fold(
            event(EventType.PURCHASE, NOON, "mug-1"),
            event(EventType.VIEW_ITEM, NOON + 30 * DAY, "bag-1"));

    assertThat(profile.affinities().get("mug")).isCloseTo(2.5f, within(1e-4f));
    assertThat(profile.affinities().get("bag")).isCloseTo(1f, within(1e-4f));
  }

  @Test
  void aLateEventWeighsAsIfItHadComeInTime() {
    UserProfile inTime =
        fold(
            event(EventType.PURCHASE, NOON, "mug-1"),
            event(EventType.VIEW_ITEM, NOON + 9 * DAY, "bag-1"));
    UserProfile late =
        fold(
            event(EventType.VIEW_ITEM, NOON + 9 * DAY, "bag-1"),
            event(EventType.PURCHASE, NOON, "mug-1"));

    assertThat(late.affinities().keySet()).isEqualTo(inTime.affinities().keySet());
    late.affinities()
        .forEach((k, v) -> assertThat(v).isCloseTo(inTime.affinities().get(k), within(1e-5f)));
    assertThat(late.recent()).isEqualTo(inTime.recent());
  }

  @Test
  void aPurchaseThatComesAfterItsRefundIsGivenBackAllTheSame() {
    UserProfile profile =
        fold(
            event(EventType.REFUND, NOON + 2, "a"),
            event(EventType.PURCHASE, NOON + 1, "a", "b"),
            event(EventType.PURCHASE, NOON, "c"));

    assertThat(profile.bought()).containsExactly("c", "b");
  }

  @Test
  void aRefundThatComesLateDoesNotUndoALaterPurchase() {
    UserProfile profile =
        fold(
            event(EventType.PURCHASE, NOON, "a"),
            event(EventType.PURCHASE, NOON + 20, "a"),
            event(EventType.REFUND, NOON + 10, "a"));

    assertThat(profile.bought()).containsExactly("a");
  }

  @Test
  void whatIsSettledIsUndoneByALaterRefundOnly() {
    UserProfile profile = fold(event(EventType.PURCHASE, NOON, "a", "b"));
    for (int i = 0; i < UserProfile.RECENT; i++) {
      profile = profile.with(event(EventType.VIEW_ITEM, NOON + 10 + i, "i" + i), item -> null);
    }
    assertThat(profile.bought()).containsExactly("a", "b");

    profile = profile.with(event(EventType.REFUND, NOON + 500, "a"), item -> null);
    assertThat(profile.bought()).containsExactly("b");
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void theOrderInWhichEventsArriveDoesNotMatter(long seed) {
    Random random = new Random(seed);
    List<Event> events = randomEvents(random, 60);
    UserProfile ordered = fold(events);
    Collections.shuffle(events, random);

    assertSame(fold(events), ordered);
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void isWhatTheSlowDefinitionSays(long seed) {
    Random random = new Random(seed);
    List<Event> events = randomEvents(random, 60);
    List<Event> ordered = new ArrayList<>(events);
    ordered.sort(Comparator.comparingLong(Event::timestampMillis));
    UserProfile profile = fold(events);

    List<RecentItem> recent = new ArrayList<>();
    List<String> bought = new ArrayList<>();
    for (Event event : ordered) {
      for (LineItem line : event.items()) {
        if (event.type() != EventType.VIEW_ITEM_LIST) {
          recent.add(new RecentItem(line.itemId(), event.type(), event.timestampMillis()));
        }
        if (event.type() == EventType.PURCHASE || event.type() == EventType.REFUND) {
          bought.remove(line.itemId());
        }
        if (event.type() == EventType.PURCHASE) {
          bought.add(line.itemId());
        }
      }
    }
    assertThat(profile.recent()).isEqualTo(recent);
    assertThat(profile.bought()).isEqualTo(bought);
    profile
        .affinities()
        .forEach(
            (category, weight) ->
                assertThat(weight).isCloseTo(slowAffinity(ordered, category), within(1e-3f)));
    assertThat(profile.events()).isEqualTo(events.size());
    assertThat(profile.firstMillis()).isEqualTo(ordered.getFirst().timestampMillis());
    assertThat(profile.lastMillis()).isEqualTo(ordered.getLast().timestampMillis());
  }

  /** The definition, event by event. */
  private static float slowAffinity(List<Event> ordered, String category) {
    double sum = 0;
    for (Event event : ordered) {
      double days = (ordered.getLast().timestampMillis() - event.timestampMillis()) / (double) DAY;
      long items =
          event.items().stream().filter(i -> category.equals(category(i.itemId()))).count();
      if (event.type() != EventType.VIEW_ITEM_LIST) {
        sum += items * event.type().defaultWeight() * Math.pow(0.5, days / 30);
      }
    }
    return (float) sum;
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void twoProfilesTogetherAreThatOfWhoDidEverything(long seed) {
    Random random = new Random(seed);
    List<Event> all = randomEvents(random, 60);
    List<Event> user = new ArrayList<>();
    List<Event> device = new ArrayList<>();
    all.forEach(event -> (random.nextBoolean() ? user : device).add(event));

    assertSame(fold(user).and(fold(device)), fold(all));
    assertSame(fold(device).and(fold(user)), fold(all));
    assertThat(fold(all).and(UserProfile.empty())).isEqualTo(fold(all));
    assertThat(UserProfile.empty().and(fold(all))).isEqualTo(fold(all));
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void isPartedIntoWhatWasDoneBeforeAndAfter(long seed) {
    Random random = new Random(seed);
    List<Event> all = randomEvents(random, 60);
    // Impressions and what is about no item leave no trace of when they were.
    all.removeIf(e -> e.type() == EventType.VIEW_ITEM_LIST || e.items().isEmpty());
    long cut = NOON + random.nextInt(110) * HOUR - 5 * HOUR;
    UserProfile whole = fold(all);
    UserProfile.Parts parts = whole.partedAt(cut, UserProfileTest::category);

    assertSame(parts.before(), fold(all.stream().filter(e -> e.timestampMillis() <= cut).toList()));
    assertSame(parts.after(), fold(all.stream().filter(e -> e.timestampMillis() > cut).toList()));
    assertSame(parts.before().and(parts.after()), whole);
  }

  @Test
  void nothingIsLostOfWhatLiesWhollyOnOneSide() {
    UserProfile profile =
        fold(event(EventType.VIEW_ITEM_LIST, NOON, "x"), event(EventType.PURCHASE, NOON, "a-1"));

    assertThat(profile.partedAt(NOON, UserProfileTest::category))
        .isEqualTo(new UserProfile.Parts(profile, UserProfile.empty()));
    assertThat(profile.partedAt(NOON - 1, UserProfileTest::category))
        .isEqualTo(new UserProfile.Parts(UserProfile.empty(), profile));
  }

  /** Events of different milliseconds on few items, so that they meet, in any order. */
  private static List<Event> randomEvents(Random random, int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EventType type =
          random.nextInt(3) > 0
              ? EventType.ofCode(random.nextInt(EventType.OF_ITEMS))
              : random.nextBoolean() ? EventType.PURCHASE : EventType.REFUND;
      String[] items =
          random
              .ints(type.needsItems() ? 1 : 0, 0, 15)
              .mapToObj(item -> "c" + item % 5 + "-" + item)
              .toArray(String[]::new);
      events.add(event(type, NOON + i * 2 * HOUR + random.nextInt(1_000), items));
    }
    Collections.shuffle(events, random);
    return events;
  }

  private static void assertSame(UserProfile actual, UserProfile expected) {
    assertThat(actual).usingRecursiveComparison().ignoringFields("affinities").isEqualTo(expected);
    // What is nothing may be left out.
    Map<String, Float> all = new HashMap<>(expected.affinities());
    actual.affinities().forEach((category, weight) -> all.putIfAbsent(category, 0f));
    all.forEach(
        (category, weight) ->
            assertThat(actual.affinities().getOrDefault(category, 0f))
                .as(category)
                .isCloseTo(weight, within(1e-3f)));
  }

  private static UserProfile fold(List<Event> events) {
    return fold(events.toArray(Event[]::new));
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void staysWithinItsBoundsWhateverTheVisitorDoes(long seed) {
    Random random = new Random(seed);
    RandomData data = new RandomData(random);
    UserProfile profile = UserProfile.empty();
    for (int i = 0; i < 1_500; i++) {
      profile = profile.with(data.event(), item -> "c" + item.hashCode() % 100);
    }

    assertThat(profile.events()).isEqualTo(1_500);
    assertThat(profile.recent()).hasSize(UserProfile.RECENT);
    assertThat(profile.recent())
        .isSortedAccordingTo((a, b) -> Long.compare(a.timestampMillis(), b.timestampMillis()));
    assertThat(profile.bought().size()).isLessThanOrEqualTo(UserProfile.BOUGHT);
    assertThat(profile.bought()).doesNotHaveDuplicates();
    assertThat(profile.affinities()).hasSize(UserProfile.AFFINITIES);
  }

  @Test
  void boundsHoldForASingleHugeEvent() {
    String[] items =
        IntStream.range(0, 1_000).mapToObj(i -> "c" + i + "-" + i).toArray(String[]::new);
    UserProfile profile = fold(event(EventType.PURCHASE, NOON, items));

    assertThat(ids(profile)).hasSize(UserProfile.RECENT).endsWith("c999-999");
    assertThat(profile.bought()).hasSize(UserProfile.BOUGHT).endsWith("c999-999");
    assertThat(profile.affinities()).hasSize(UserProfile.AFFINITIES);
  }

  @Test
  void whatIsForgottenIsTheWeakestAffinity() {
    UserProfile profile = fold(event(EventType.PURCHASE, NOON, "strong-1"));
    for (int i = 0; i < 40; i++) {
      profile =
          profile.with(
              event(EventType.VIEW_ITEM, NOON + i, "weak" + i + "-1"), UserProfileTest::category);
    }

    assertThat(profile.affinities()).hasSize(UserProfile.AFFINITIES).containsKey("strong");
  }

  private static UserProfile fold(Event... events) {
    UserProfile profile = UserProfile.empty();
    for (Event event : events) {
      profile = profile.with(event, UserProfileTest::category);
    }
    return profile;
  }

  private static String category(String item) {
    return item.contains("-") ? item.substring(0, item.indexOf('-')) : null;
  }

  private static List<String> ids(UserProfile profile) {
    return profile.recent().stream().map(RecentItem::itemId).toList();
  }

  private static Event event(EventType type, long millis, String... items) {
    return new Event(
        "e",
        type,
        "u",
        null,
        null,
        millis,
        Stream.of(items).map(LineItem::of).toList(),
        null,
        null,
        null,
        null,
        Map.of());
  }
}
