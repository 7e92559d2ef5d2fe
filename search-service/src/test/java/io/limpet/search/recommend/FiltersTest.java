package io.limpet.search.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.profile.RecentItem;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.index.Acceptable;
import io.limpet.search.rule.RuleReader;
import io.limpet.search.rule.Ruling;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.SignalStore;
import io.limpet.search.state.UserStore;
import io.limpet.search.surface.SurfaceReader;
import io.limpet.search.surface.Surfaces;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden cases: who objects first to which item, and whether anybody does. */
class FiltersTest {
  private static final Surfaces SURFACES = new SurfaceReader(Sources.NAMES).builtIn();
  private static final Catalogue CATALOGUE = new Catalogue(new ItemIds());
  private static final Knowledge KNOWLEDGE =
      Knowledge.listening(
          CATALOGUE, new UserStore(CATALOGUE.ids()), new SignalStore(CATALOGUE.ids()));
  private static final long NOW = 1_800_000_000_000L;
  private static final long MINUTE = 60_000;

  record Golden(String what, String surface, Item item, Optional<String> objector) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Golden> golden() {
    return Stream.of(
        new Golden("an ordinary item", "home", item("plain", 3), Optional.empty()),
        new Golden("stock unknown", "home", item("plain", null), Optional.empty()),
        new Golden("excluded", "home", item("unwanted", 3), Optional.of("exclude")),
        new Golden("looked at", "product", item("context", 3), Optional.of("exclude")),
        new Golden("sold out", "home", item("plain", 0), Optional.of("available")),
        new Golden("filtered", "home", item("dear", 3), Optional.of("filter")),
        new Golden("bought", "home", item("bought", 3), Optional.of("bought")),
        new Golden("bought, product page", "product", item("bought", 3), Optional.empty()),
        new Golden("seen a minute ago", "home", item("fresh", 3), Optional.of("touched")),
        new Golden(
            "seen a minute ago, product page", "product", item("fresh", 3), Optional.empty()),
        new Golden("seen two days ago", "home", item("old", 3), Optional.empty()),
        new Golden("seen two days ago, email", "email", item("old", 3), Optional.of("touched")),
        new Golden("bought, used up", "home", item("used-up", 3, DAYS), Optional.empty()),
        new Golden("bought, half full", "home", item("half-full", 3, DAYS), Optional.of("bought")),
        new Golden("hidden", "home", item("plain", 3, "hidden=true"), Optional.of("place")),
        new Golden("here", "home", item("plain", 3, "region=FR", "region=DE"), Optional.empty()),
        new Golden("elsewhere", "home", item("plain", 3, "region=FR"), Optional.of("place")),
        new Golden("not so", "home", item("plain", 3, "region=DEX"), Optional.of("place")),
        new Golden(
            "in the app only", "home", item("plain", 3, "channel=app"), Optional.of("place")),
        new Golden("a rule hides it", "home", item("shy", 3), Optional.of("rule")),
        new Golden("shown 20 times", "home", item("dull-4", 3), Optional.of("impressed")),
        new Golden("shown 19 times", "home", item("dull-5", 3), Optional.empty()),
        new Golden("shown 20 times, product page", "product", item("dull-4", 3), Optional.empty()),
        new Golden("not interested", "home", item("dull", 3), Optional.of("disliked")),
        new Golden("not interested, search page", "search", item("dull", 3), Optional.empty()));
  }

  private static final Ruling RULING =
      new Ruling(
          List.of(
              RuleReader.read(
                  "r",
                  SurfaceReader.parse(
                      "{\"action\":\"hide\",\"items\":[\"shy\"]}"
                          .getBytes(StandardCharsets.UTF_8)))));

  /** What lasts thirty days. */
  private static final String DAYS = "repurchase_days=30";

  private static Item item(String id, Integer stock, String... attributes) {
    return new Item(id, id, null, List.of(), null, 1.0, null, stock, null, List.of(attributes));
  }

  private static Query query(String surface) {
    return new Query(
        "r",
        "v",
        SURFACES.builtIn(surface),
        List.of(
            new RecentItem("dull", EventType.NOT_INTERESTED, NOW - 90 * 86_400_000L),
            new RecentItem("used-up", EventType.PURCHASE, NOW - 29 * 86_400_000L),
            new RecentItem("half-full", EventType.PURCHASE, NOW - 15 * 86_400_000L),
            new RecentItem("old", EventType.VIEW_ITEM, NOW - 2 * 86_400_000L),
            new RecentItem("fresh", EventType.VIEW_ITEM, NOW - MINUTE)),
        Set.of("bought", "used-up", "half-full"),
        7,
        new Place(null, "DE", "web", Set.of(), null, null),
        RULING,
        Map.of(4, 20, 5, 19),
        10,
        ItemFilter.parse("item_id != \"dear\""),
        Set.of("unwanted"),
        Acceptable.ALL,
        null,
        null,
        NOW,
        false);
  }

  private static Optional<String> objector(Golden golden) {
    String id = golden.item().itemId();
    int number =
        id.equals("context") ? 7 : id.startsWith("dull-") ? Integer.parseInt(id.substring(5)) : 1;
    CATALOGUE.take(id, new CatalogueItem(golden.item(), NOW, NOW));
    List<Candidate> in =
        List.of(Candidate.of(number, new CatalogueItem(golden.item(), NOW, NOW), "test"));
    return Filters.all(KNOWLEDGE).stream()
        .flatMap(filter -> filter.apply(query(golden.surface()), in).removed().stream())
        .map(Dropped::stage)
        .findFirst();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void decidesAsWritten(Golden golden) {
    assertThat(objector(golden)).isEqualTo(golden.objector());
  }

  @Test
  void everyFilterDecidesACase() {
    assertThat(golden().map(Golden::objector).flatMap(Optional::stream))
        .containsAll(Filters.all(KNOWLEDGE).stream().map(Filter::name).toList());
  }
}
