package io.limpet.search.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.signal.ItemSignals;
import io.limpet.search.recommend.Selector.Selection;
import io.limpet.search.rule.Rule;
import io.limpet.search.rule.RuleReader;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.Impressions;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.SignalStore;
import io.limpet.search.surface.Surface;
import io.limpet.search.surface.SurfaceReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExploringSelectorTest {
  private static final int ITEMS = 30;
  private static final int LIMIT = 10;

  /** Items from here on are known by few. */
  private static final int UNKNOWN = 12;

  private static final Surface SURFACE =
      Queries.home(", \"explore\": {\"share\": 0.4, \"most\": 2, \"from\": 4, \"to\": 8}");

  private final Catalogue catalogue = new Catalogue(new ItemIds());
  private final SignalStore signals = new SignalStore(catalogue.ids());
  private final Impressions impressions = new Impressions(catalogue.ids());
  private final Selector selector =
      new ExploringSelector(
          new RuledSelector(new DiverseSelector(catalogue), catalogue, Filters.always()),
          impressions,
          signals);
  private final List<Scored> scored = new ArrayList<>();

  @BeforeEach
  void stock() {
    for (int i = 0; i < ITEMS; i++) {
      String id = "i" + i;
      Item item = new Item(id, null, null, List.of(), null, null, null, null, null, List.of());
      var stored = new CatalogueItem(item, Queries.NOW, Queries.NOW);
      catalogue.take(id, stored);
      scored.add(
          new Scored(
              Candidate.of(catalogue.ids().find(id), stored, Sources.POPULAR),
              1 - i * 0.01,
              Map.of()));
      long views = i < UNKNOWN ? 1_000 : 3;
      signals.take(
          id, new ItemSignals(id, Map.of(EventType.VIEW_ITEM, views), 0, 1, Queries.NOW, 1));
    }
    show(ExploringSelector.ENOUGH, "i0");
    // One that was liked, and one that was not.
    show(20, "i13");
    react("i13", 6);
    show(40, "i14");
  }

  private void show(int times, String item) {
    for (int i = 0; i < times; i++) {
      impressions.take(event(item + "-" + i, EventType.VIEW_ITEM_LIST, item));
    }
  }

  private void react(String item, int times) {
    for (int i = 0; i < times; i++) {
      impressions.take(event(item + "-" + i, EventType.VIEW_ITEM, item));
    }
  }

  private static CleanEvent event(String visitor, EventType type, String item) {
    return new CleanEvent(
        new Event(
            visitor + type,
            type,
            visitor,
            null,
            null,
            Queries.NOW,
            List.of(LineItem.of(item)),
            null,
            null,
            null,
            null,
            Map.of()),
        "s",
        Queries.NOW,
        0,
        0);
  }

  private Selection answer(String id, Surface surface, Rule... rules) {
    return selector.select(
        Queries.of(id, surface, LIMIT, List.of(), List.of(rules)), List.copyOf(scored));
  }

  private static String id(Scored one) {
    return one.candidate().itemId();
  }

  private static Rule rule(String id, String document) {
    return RuleReader.read(id, SurfaceReader.parse(document.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void thePropensityIsHowOftenAnItemComesToAPlace() {
    int answers = 20_000;
    Map<String, Integer> times = new HashMap<>();
    Map<String, Double> said = new HashMap<>();
    for (int i = 0; i < answers; i++) {
      List<Scored> chosen = answer("seeded-" + i, SURFACE).chosen();
      for (int place = 0; place < LIMIT; place++) {
        String what = place + " " + id(chosen.get(place));
        times.merge(what, 1, Integer::sum);
        Double before = said.put(what, chosen.get(place).propensity());
        assertThat(before == null ? chosen.get(place).propensity() : before)
            .as(what)
            .isEqualTo(chosen.get(place).propensity());
      }
    }
    said.forEach(
        (what, propensity) -> {
          double error = 5 * Math.sqrt(propensity * (1 - propensity) / answers) + 1e-12;
          assertThat(times.get(what) / (double) answers)
              .as(what)
              .isCloseTo(propensity, within(error));
        });
    for (int place = 0; place < LIMIT; place++) {
      String at = place + " ";
      double sum =
          said.entrySet().stream()
              .filter(entry -> entry.getKey().startsWith(at))
              .mapToDouble(Map.Entry::getValue)
              .sum();
      assertThat(sum).as("place %d", place).isCloseTo(1, within(1e-3));
    }
    // What is liked is tried more than what is not.
    assertThat(times.get("4 i13")).isGreaterThan(times.get("4 i15"));
  }

  @Test
  void onlyUnknownItemsComeAndOnlyToTheirPlaces() {
    List<String> usual = IntStream.range(0, LIMIT).mapToObj(i -> "i" + i).toList();
    Set<Integer> changed = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      Selection selection = answer("r" + i, SURFACE);
      List<String> ids = selection.chosen().stream().map(ExploringSelectorTest::id).toList();
      assertThat(ids).hasSize(LIMIT).doesNotHaveDuplicates();
      int explored = 0;
      for (int place = 0; place < LIMIT; place++) {
        if (!ids.get(place).equals(usual.get(place))) {
          explored++;
          changed.add(place);
          assertThat(Integer.parseInt(ids.get(place).substring(1))).isGreaterThanOrEqualTo(UNKNOWN);
          assertThat(selection.chosen().get(place).candidate().sources())
              .contains(ExploringSelector.EXPLORED);
        }
      }
      assertThat(explored).isLessThanOrEqualTo(2);
      // The next pages have all that is left, each once, those that gave way first.
      List<String> rest = selection.rest().stream().map(ExploringSelectorTest::id).toList();
      assertThat(rest)
          .hasSize(ITEMS - LIMIT)
          .doesNotHaveDuplicates()
          .doesNotContainAnyElementsOf(ids);
      assertThat(rest.subList(0, explored)).allMatch(usual::contains);
    }
    assertThat(changed).containsExactlyInAnyOrder(3, 4, 5, 6, 7);
  }

  @Test
  void theSameAnswerComesOutTheSame() {
    for (int i = 0; i < 100; i++) {
      assertThat(answer("r" + i, SURFACE)).isEqualTo(answer("r" + i, SURFACE));
    }
  }

  @Test
  void whatIsPinnedStaysAndWhatIsBuriedIsNotTried() {
    Rule pin = rule("p", "{\"action\":\"pin\",\"items\":[\"i25\"],\"position\":5}");
    Rule bury = rule("b", "{\"action\":\"bury\",\"items\":[\"i13\"]}");
    for (int i = 0; i < 1_000; i++) {
      List<Scored> chosen = answer("r" + i, SURFACE, pin, bury).chosen();
      assertThat(id(chosen.get(4))).isEqualTo("i25");
      assertThat(chosen.get(4).propensity()).isEqualTo(1);
      assertThat(chosen.stream().map(ExploringSelectorTest::id)).doesNotContain("i13");
    }
  }

  @Test
  void nothingIsLeftToChanceWithoutAShareOrWithoutImpressions() {
    Surface never = Queries.home(", \"explore\": null");
    var nobodySaw =
        new ExploringSelector(
            new DiverseSelector(catalogue), new Impressions(catalogue.ids()), signals);
    for (int i = 0; i < 200; i++) {
      Query query = Queries.of("r" + i, SURFACE, LIMIT, List.of(), List.of());
      for (Selection selection :
          List.of(answer("r" + i, never), nobodySaw.select(query, List.copyOf(scored)))) {
        assertThat(selection.chosen()).isEqualTo(scored.subList(0, LIMIT));
      }
    }
  }
}
