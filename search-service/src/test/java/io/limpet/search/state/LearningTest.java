package io.limpet.search.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.UserVector;
import io.limpet.search.state.Companions.Companion;
import io.limpet.search.state.Impressions.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the service learns from visitors, items and events as they come in. */
class LearningTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long HOUR = 3_600_000L;
  private static final long DAY = 24 * HOUR;

  private final ItemIds ids = new ItemIds();
  private final Catalogue catalogue = new Catalogue(ids);
  private final UserStore users = new UserStore(ids);
  private final Companions companions = new Companions(ids);
  private final Repurchases repurchases = new Repurchases(catalogue);
  private final Neighbours neighbours = new Neighbours(ids);
  private final Map<String, List<RecentItem>> histories = new HashMap<>();
  private long version;

  @BeforeEach
  void listen() {
    users.listen(companions);
    users.listen(repurchases);
    users.listen(neighbours);
    for (String item : List.of("a", "b", "c", "d", "tea")) {
      put(item, List.of());
    }
  }

  private void put(String id, List<String> categories, String... attributes) {
    Item item =
        new Item(
            id, "The " + id, null, categories, null, null, null, null, null, List.of(attributes));
    catalogue.take(id, new CatalogueItem(item, NOW, NOW));
  }

  private void act(String visitor, EventType type, String item, long at) {
    List<RecentItem> history = histories.computeIfAbsent(visitor, v -> new ArrayList<>());
    history.add(new RecentItem(item, type, at));
    take(visitor, new float[] {1, 0}, history);
  }

  private void take(String visitor, float[] vector, List<RecentItem> history) {
    var profile = new UserProfile(history, List.of(), Map.of(), history.size(), NOW, NOW);
    users.take(visitor, new UserVector(visitor, "g", vector, profile, ++version, "e"));
  }

  private List<String> names(List<Companion> companions) {
    return companions.stream().map(one -> ids.id(one.number())).toList();
  }

  @Test
  void whatIsVisitedTogetherIsCountedOnceAVisit() {
    for (int i = 0; i < 3; i++) {
      act("v" + i, EventType.VIEW_ITEM, "a", NOW);
      act("v" + i, EventType.VIEW_ITEM, "b", NOW + HOUR);
    }
    act("w", EventType.VIEW_ITEM, "a", NOW);
    act("w", EventType.VIEW_ITEM, "c", NOW + HOUR);
    act("w", EventType.VIEW_ITEM, "d", NOW + 3 * DAY);
    // The same vector again, of another generation for one, is nothing new.
    take("w", new float[] {0, 1}, histories.get("w"));

    List<Companion> of = companions.visitedWith(ids.find("a"));
    assertThat(names(of)).containsExactly("b", "c");
    assertThat(of.getFirst().count()).isEqualTo(3);
    assertThat(of.getFirst().strength()).isEqualTo(3 / (Math.sqrt(4 * 3) + 5));
    assertThat(companions.visitedWith(ids.find("d"))).isEmpty();
    assertThat(companions.boughtWith(ids.find("a"))).isEmpty();
  }

  @Test
  void whatADeviceHandsOverToItsUserIsNotCountedAgain() {
    act("anonymous:phone", EventType.VIEW_ITEM, "a", NOW);
    act("anonymous:phone", EventType.VIEW_ITEM, "b", NOW + HOUR);
    users.take("anonymous:phone", null);
    act("ann", EventType.VIEW_ITEM, "c", NOW + 3 * DAY);
    List<RecentItem> both = new ArrayList<>(histories.get("anonymous:phone"));
    both.addAll(histories.get("ann"));
    take("ann", new float[] {1, 0}, both);
    Companion one = companions.visitedWith(ids.find("a")).getFirst();
    assertThat(one.count()).isEqualTo(1);
    assertThat(one.strength()).isEqualTo(1 / (Math.sqrt(1) + 5));

    // A user who was not known before takes it over all the same, and what is new counts.
    List<RecentItem> more = new ArrayList<>(histories.get("anonymous:phone"));
    more.add(new RecentItem("d", EventType.VIEW_ITEM, NOW + 2 * HOUR));
    take("bob", new float[] {1, 0}, more);
    assertThat(names(companions.visitedWith(ids.find("a")))).containsExactly("b", "d");
    assertThat(companions.visitedWith(ids.find("a")).getFirst().count()).isEqualTo(1);
  }

  @Test
  void whatWasDoneByWhoIsGoneIsForgottenInTheEnd() {
    Departed departed = new Departed();
    RecentItem first = new RecentItem("first", EventType.VIEW_ITEM, NOW);
    departed.add(List.of(first));
    assertThat(departed.known(List.of(), List.of(first))).containsExactly(first);
    departed.add(
        IntStream.range(0, Departed.KEPT)
            .mapToObj(i -> new RecentItem("i" + i, EventType.VIEW_ITEM, NOW))
            .toList());
    assertThat(departed.known(List.of(), List.of(first))).isEmpty();
  }

  @Test
  void theDeviceAnswersForAUserWhoIsNotKnownYet() {
    act("anonymous:phone", EventType.VIEW_ITEM, "a", NOW);
    assertThat(users.either("ann", "anonymous:phone").visitor()).isEqualTo("anonymous:phone");
    act("ann", EventType.VIEW_ITEM, "c", NOW);
    assertThat(users.either("ann", "anonymous:phone").visitor()).isEqualTo("ann");
    assertThat(users.either("bob", null)).isNull();
    assertThat(users.either(null, null)).isNull();
  }

  @Test
  void onlyWhatIsInOnePurchaseIsBoughtTogether() {
    act("v", EventType.PURCHASE, "a", NOW);
    act("v", EventType.VIEW_ITEM, "b", NOW);
    act("v", EventType.PURCHASE, "c", NOW);
    act("v", EventType.PURCHASE, "d", NOW + 2 * HOUR);
    assertThat(names(companions.boughtWith(ids.find("a")))).containsExactly("c");
  }

  @Test
  void theCompanionsOfAnItemAreBoundedAndTheFrequentOnesStay() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      put("x" + i, List.of());
    }
    for (int i = 0; i < 1_000; i++) {
      act("v" + i, EventType.VIEW_ITEM, "a", NOW);
      act("v" + i, EventType.VIEW_ITEM, i % 3 == 0 ? "b" : "x" + random.nextInt(400), NOW + 1);
    }
    List<Companion> of = companions.visitedWith(ids.find("a"));
    assertThat(of).as("seed %d", seed).hasSizeLessThanOrEqualTo(Companions.KEPT);
    assertThat(names(of)).as("seed %d", seed).contains("b");
    assertThat(of.getFirst().count()).isLessThanOrEqualTo(334);
  }

  @Test
  void whatIsBoughtAgainAndAgainHasAnInterval() {
    for (int i = 0; i < 4; i++) {
      act("v" + i, EventType.PURCHASE, "tea", NOW);
      act("v" + i, EventType.PURCHASE, "tea", NOW + HOUR); // one more for the same basket
      act("v" + i, EventType.PURCHASE, "tea", NOW + 30 * DAY);
      act("v" + i, EventType.PURCHASE, "a", NOW);
    }
    assertThat(repurchases.intervalMillis(ids.find("tea")).orElseThrow())
        .isBetween(29 * DAY, 30 * DAY);
    assertThat(repurchases.intervalMillis(ids.find("a"))).isEmpty();

    List<RecentItem> history = List.of(new RecentItem("tea", EventType.PURCHASE, NOW));
    assertThat(repurchases.due(history, "tea", NOW + 10 * DAY)).isZero();
    assertThat(repurchases.due(history, "tea", NOW + 30 * DAY)).isBetween(1.0, 1.05);
    assertThat(repurchases.due(history, "a", NOW + 300 * DAY)).isZero();
    assertThat(repurchases.due(List.of(), "tea", NOW)).isEqualTo(1);
  }

  @Test
  void aNewItemGoesByItsCategoryAndTheShopsWordGoesBeforeBoth() {
    for (int i = 0; i < 20; i++) {
      put("t" + i, List.of("Tea"));
      act("v" + i, EventType.PURCHASE, "t" + i, NOW);
      act("v" + i, EventType.PURCHASE, "t" + i, NOW + 10 * DAY);
    }
    put("fresh", List.of("Tea"));
    put("pot", List.of("Tea"), "repurchase_days=0");
    put("said", List.of(), "repurchase_days=7");
    assertThat(repurchases.intervalMillis(ids.find("fresh")).orElseThrow())
        .isBetween(10 * DAY - 2, 10 * DAY + 2);
    assertThat(repurchases.intervalMillis(ids.find("pot"))).isEmpty();
    assertThat(repurchases.intervalMillis(ids.find("said"))).hasValue(7 * DAY);
  }

  @Test
  void neighboursAreThoseOfTheSameGenerationAndDirection() {
    take("me", new float[] {1, 0}, List.of(new RecentItem("d", EventType.PURCHASE, NOW)));
    take("like", new float[] {2, 0.1f}, List.of(new RecentItem("a", EventType.VIEW_ITEM, NOW)));
    take("unlike", new float[] {-1, 0}, List.of(new RecentItem("b", EventType.PURCHASE, NOW)));
    assertThat(neighbours.took("me", "g", new float[] {1, 0}, 10)).containsExactly(ids.find("a"));
    assertThat(neighbours.took("me", "other", new float[] {1, 0}, 10)).isEmpty();
  }

  @Test
  void onlyTheLatestVisitorsAreNeighbours() {
    take("first", new float[] {1, 0}, List.of(new RecentItem("a", EventType.VIEW_ITEM, NOW)));
    for (int i = 0; i < Neighbours.KEPT; i++) {
      take("v" + i, new float[] {0, 1}, List.of());
    }
    assertThat(neighbours.took("me", "g", new float[] {1, 0}, 10)).isEmpty();
  }

  @Test
  void itemsAreAlikeByTheirRareLabels() {
    var contents = new Contents(catalogue);
    catalogue.listen(contents);
    for (int i = 0; i < Contents.COMMON + 10; i++) {
      put("many" + i, List.of("Things"), "common=yes");
    }
    put("p", List.of("Things"), "common=yes", "colour=teal", "shape=round");
    put("q", List.of("Things"), "common=yes", "colour=teal");
    put("r", List.of("Things"), "common=yes", "colour=teal", "shape=round");
    assertThat(contents.like(ids.find("p"), 10)).containsExactly(ids.find("r"), ids.find("q"));
    catalogue.take("r", null);
    assertThat(contents.like(ids.find("p"), 10)).containsExactly(ids.find("q"));
    put("q", List.of("Things"));
    assertThat(contents.like(ids.find("p"), 10)).isEmpty();
  }

  private static CleanEvent event(
      String id,
      EventType type,
      String recommendation,
      Map<String, String> properties,
      String... items) {
    var event =
        new Event(
            id,
            type,
            "v",
            null,
            null,
            NOW,
            Stream.of(items).map(LineItem::of).toList(),
            null,
            null,
            null,
            recommendation,
            properties);
    return new CleanEvent(event, "s", NOW, 0, 0);
  }

  @Test
  void anImpressionCountsOnceForEachAnswerAndItem() {
    var impressions = new Impressions(ids);
    for (String id : List.of("e1", "e2", "e3")) {
      impressions.take(event(id, EventType.VIEW_ITEM_LIST, "r1", Map.of(), "a", "b"));
    }
    impressions.take(event("e4", EventType.VIEW_ITEM_LIST, "r2", Map.of(), "a"));
    impressions.take(event("e5", EventType.VIEW_ITEM_LIST, null, Map.of(), "a"));
    impressions.take(event("e5", EventType.VIEW_ITEM_LIST, null, Map.of(), "a"));
    impressions.take(event("e6", EventType.VIEW_ITEM, "r3", Map.of(), "a"));
    assertThat(impressions.since("v", NOW)).isEqualTo(Map.of(ids.find("a"), 3, ids.find("b"), 1));
    assertThat(impressions.since("v", NOW + 1)).isEmpty();
    assertThat(impressions.since("w", NOW)).isEmpty();
  }

  @Test
  void anInterestIsPutDownToTheImpressionBeforeItOnce() {
    var impressions = new Impressions(ids);
    impressions.take(event("e1", EventType.VIEW_ITEM, null, Map.of(), "a"));
    impressions.take(event("e2", EventType.VIEW_ITEM_LIST, "r1", Map.of(), "a", "b"));
    impressions.take(event("e3", EventType.VIEW_ITEM, "r1", Map.of(), "a"));
    impressions.take(event("e4", EventType.PURCHASE, null, Map.of(), "a", "c"));
    impressions.take(event("e5", EventType.REFUND, null, Map.of(), "b"));
    assertThat(impressions.tally(ids.find("a"))).isEqualTo(new Tally(1, 1));
    assertThat(impressions.tally(ids.find("b"))).isEqualTo(new Tally(1, 0));
    assertThat(impressions.tally(ids.find("c"))).isEqualTo(new Tally(0, 0));
    impressions.take(event("e6", EventType.VIEW_ITEM_LIST, "r2", Map.of(), "a"));
    // The latest impression already has its own; of one time the first stands for both.
    impressions.take(event("e7", EventType.ADD_TO_CART, null, Map.of(), "a"));
    assertThat(impressions.tally(ids.find("a"))).isEqualTo(new Tally(2, 1));
    assertThat(impressions.total()).isEqualTo(3);
  }

  @Test
  void whatADeviceWasShownFollowsToWhoSignsInThere() {
    var impressions = new Impressions(ids);
    impressions.take(of(null, "phone", "e1", EventType.VIEW_ITEM_LIST, "a", "b"));
    impressions.take(of(null, "phone", "e2", EventType.VIEW_ITEM, "a"));
    impressions.take(of("ann", null, "e3", EventType.VIEW_ITEM_LIST, "a"));
    impressions.take(of("ann", "phone", "e4", EventType.IDENTIFY));
    impressions.take(of("ann", "phone", "e4", EventType.IDENTIFY));
    assertThat(impressions.since("ann", NOW)).isEqualTo(Map.of(ids.find("a"), 2, ids.find("b"), 1));
    assertThat(impressions.since("anonymous:phone", NOW)).isEmpty();
    impressions.take(of("ann", null, "e5", EventType.VIEW_ITEM, "b"));
    assertThat(impressions.tally(ids.find("a"))).isEqualTo(new Tally(2, 1));
    assertThat(impressions.tally(ids.find("b")))
        .as("seen before, wanted after")
        .isEqualTo(new Tally(1, 1));
    assertThat(impressions.total()).isEqualTo(3);
  }

  private static CleanEvent of(
      @Nullable String user, @Nullable String device, String id, EventType type, String... items) {
    var event =
        new Event(
            id,
            type,
            user,
            device,
            null,
            NOW,
            Stream.of(items).map(LineItem::of).toList(),
            null,
            null,
            null,
            null,
            Map.of());
    return new CleanEvent(event, "s", NOW, 0, 0);
  }

  @Test
  void theImpressionsOfAVisitorAreBounded() {
    var impressions = new Impressions(ids);
    IntStream.range(0, 2 * Impressions.KEPT)
        .forEach(
            i ->
                impressions.take(event("e" + i, EventType.VIEW_ITEM_LIST, "r" + i, Map.of(), "a")));
    assertThat(impressions.since("v", NOW)).isEqualTo(Map.of(ids.find("a"), Impressions.KEPT));
  }

  @Test
  void aRegionHasTrendsOfItsOwn() {
    var trends = new LocalTrends(ids);
    trends.take(event("1", EventType.VIEW_ITEM, null, Map.of("region", "DE"), "a"));
    trends.take(
        event("2", EventType.PURCHASE, null, Map.of("region", "DE", "channel", "app"), "b"));
    trends.take(event("3", EventType.PURCHASE, null, Map.of("region", "FR"), "c"));
    trends.take(event("4", EventType.VIEW_ITEM_LIST, null, Map.of("region", "DE"), "d"));
    assertThat(trends.leading("DE", null, 10)).containsExactly(ids.find("b"), ids.find("a"));
    assertThat(trends.leading(null, "app", 10)).containsExactly(ids.find("b"));
    assertThat(trends.leading("IT", null, 10)).isEmpty();
  }
}
