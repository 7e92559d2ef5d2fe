package io.limpet.search.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.EventType;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.profile.RecentItem;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.ItemIds;
import io.limpet.search.surface.Surface;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a list has in common with the visitor's past: categories and prices. */
class CalibrationTest {
  private final Catalogue catalogue = new Catalogue(new ItemIds());
  private final List<Scored> scored = new ArrayList<>();

  @BeforeEach
  void stock() {
    // All cups score higher than all toys, and those than all lamps.
    for (String category : List.of("cups", "toys", "lamps")) {
      for (int i = 0; i < 20; i++) {
        CatalogueItem stored = put(category + i, category, 10.0);
        int number = catalogue.ids().find(category + i);
        scored.add(
            new Scored(
                Candidate.of(number, stored, Sources.POPULAR),
                1 - scored.size() / 100.0,
                Map.of()));
      }
    }
  }

  private CatalogueItem put(String id, String category, double price) {
    Item item =
        new Item(id, null, null, List.of(category), null, price, "EUR", null, null, List.of());
    var stored = new CatalogueItem(item, Queries.NOW, Queries.NOW);
    catalogue.take(id, stored);
    return stored;
  }

  private static List<RecentItem> viewed(String... items) {
    List<RecentItem> history = new ArrayList<>();
    for (String item : items) {
      history.add(new RecentItem(item, EventType.VIEW_ITEM, Queries.NOW));
    }
    return history;
  }

  private Map<String, Long> shown(double calibration, List<RecentItem> history) {
    Surface surface =
        Queries.home(
            ", \"diversity\": {\"category_share\": 1, \"mmr\": 0, \"calibration\": %s}"
                .formatted(calibration));
    return new DiverseSelector(catalogue)
        .select(Queries.of("r", surface, 10, history, List.of()), scored).chosen().stream()
            .map(one -> one.candidate().item().categories().getFirst())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static List<RecentItem> mixed(int cups, int toys, int lamps) {
    List<RecentItem> history = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String category = i < cups ? "cups" : i < cups + toys ? "toys" : "lamps";
      history.addAll(viewed(category + i % 20));
    }
    assertThat(cups + toys + lamps).isEqualTo(100);
    return history;
  }

  @Test
  void theScoreAloneDecidesWithoutCalibration() {
    assertThat(shown(0, mixed(30, 60, 10))).isEqualTo(Map.of("cups", 10L));
  }

  @Test
  void theListHasTheCategoriesOfThePast() {
    assertThat(shown(1, mixed(30, 60, 10))).isEqualTo(Map.of("cups", 3L, "toys", 6L, "lamps", 1L));
    assertThat(shown(1, mixed(10, 10, 80))).isEqualTo(Map.of("cups", 1L, "toys", 1L, "lamps", 8L));
    // Between the two some of it.
    assertThat(shown(0.5, mixed(10, 10, 80)).keySet()).contains("cups", "lamps");
    assertThat(shown(0.5, mixed(10, 10, 80)).get("cups")).isBetween(1L, 9L);
  }

  @Test
  void whoDidNothingIsShownTheHighestScores() {
    assertThat(shown(1, List.of())).isEqualTo(Map.of("cups", 10L));
  }

  @Test
  void theDivergenceIsThatOfItsDefinition() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      int cups = random.nextInt(101);
      List<RecentItem> history = mixed(cups, 100 - cups, 0);
      var mix =
          CategoryMix.of(
              Queries.of("r", Queries.home(""), 10, history, List.of()), catalogue, scored);
      List<String> list = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int next = random.nextInt(scored.size());
        list.add(category(next));
        assertThat(mix.divergences()[next])
            .as("seed %d", seed)
            .isCloseTo(slow(history, list), within(1e-12));
        mix.add(next);
      }
    }
  }

  private String category(int candidate) {
    return scored.get(candidate).candidate().item().categories().getFirst();
  }

  private double slow(List<RecentItem> history, List<String> list) {
    Map<String, Double> own = new HashMap<>();
    // The candidates are a third of each, and count as five views of the hundred and five.
    for (String category : List.of("cups", "toys", "lamps")) {
      double views =
          history.stream().filter(recent -> recent.itemId().startsWith(category)).count();
      own.put(category, (views + 5 / 3.0) / 105);
    }
    double sum = 0;
    for (Map.Entry<String, Double> entry : own.entrySet()) {
      double listed = list.stream().filter(entry.getKey()::equals).count() / (double) list.size();
      double p = entry.getValue();
      sum += p * Math.log(p / (0.99 * listed + 0.01 * p));
    }
    return sum / -Math.log(0.01);
  }

  @Test
  void aPriceIsNearWhereItIsWhatTheVisitorUsuallyPaysInTheCategory() {
    put("cheap", "wine", 5);
    put("usual", "wine", 10);
    put("dear", "wine", 40);
    PriceBands bands =
        PriceBands.of(
            Queries.of("r", Queries.home(""), 10, viewed("cheap", "usual", "dear"), List.of()),
            catalogue);
    double sure = 3 / 5.0;
    assertThat(bands.nearness(put("a", "wine", 10).item())).isEqualTo(0.5 + sure * 0.5);
    assertThat(bands.nearness(put("b", "wine", 20).item())).isCloseTo(0.5, within(1e-12));
    assertThat(bands.nearness(put("c", "wine", 5).item())).isCloseTo(0.5, within(1e-12));
    assertThat(bands.nearness(put("d", "wine", 40).item()))
        .isCloseTo(0.5 - sure * 0.25, within(1e-12));
    assertThat(bands.nearness(put("e", "toys", 10).item())).isEqualTo(PriceBands.UNKNOWN);
    Item free =
        new Item("f", null, null, List.of("wine"), null, null, "EUR", null, null, List.of());
    assertThat(bands.nearness(free)).isEqualTo(PriceBands.UNKNOWN);
  }
}
