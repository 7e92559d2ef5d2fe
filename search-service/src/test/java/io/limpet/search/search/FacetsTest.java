package io.limpet.search.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.search.search.Facets.Count;
import io.limpet.search.search.Facets.PriceRange;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.ItemIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FacetsTest {
  private static final int ITEMS = 30_000;

  private final Catalogue catalogue = new Catalogue(new ItemIds());

  private void stock() {
    var random = new SplittableRandom(7);
    for (int i = 0; i < ITEMS; i++) {
      String category = "C" + random.nextInt(8);
      var item =
          new Item(
              "i" + i,
              null,
              null,
              random.nextInt(10) == 0 ? List.of() : List.of("All", category),
              random.nextInt(3) == 0 ? null : "B" + random.nextInt(5),
              random.nextInt(20) == 0 ? null : Math.floor(random.nextDouble() * 100_000) / 100,
              "GBP",
              1,
              null,
              List.of());
      catalogue.take(item.itemId(), new CatalogueItem(item, 0, 0));
    }
  }

  private int[] everyThird() {
    return IntStream.range(0, ITEMS).filter(number -> number % 3 == 0).toArray();
  }

  private List<Item> items() {
    return IntStream.of(everyThird()).mapToObj(catalogue::get).map(CatalogueItem::item).toList();
  }

  @Test
  void countsWhatLookingAtEachItemCounts() {
    stock();
    Facets facets = Facets.of(everyThird(), List.of(), catalogue.columns().view());

    Map<String, Integer> categories = new HashMap<>();
    Map<String, Integer> brands = new HashMap<>();
    for (Item item : items()) {
      item.categories().forEach(name -> categories.merge(name, 1, Integer::sum));
      if (item.brand() != null) {
        brands.merge(item.brand(), 1, Integer::sum);
      }
    }
    assertThat(facets.categories())
        .hasSize(9)
        .allSatisfy(one -> assertThat(one.count()).isEqualTo(categories.get(one.name())))
        .isSortedAccordingTo(Count.LARGEST_FIRST);
    assertThat(facets.brands())
        .hasSize(5)
        .allSatisfy(one -> assertThat(one.count()).isEqualTo(brands.get(one.name())));
  }

  @Test
  void rangesOfPricesHoldAboutAsManyItemsEachAlsoWhereTheyAreDrawnFromSome() {
    stock();
    int[] all = IntStream.range(0, ITEMS).toArray();
    List<PriceRange> ranges = Facets.of(all, List.of(), catalogue.columns().view()).prices();
    List<Double> prices =
        IntStream.of(all)
            .mapToObj(catalogue::get)
            .map(CatalogueItem::item)
            .filter(item -> item.price() != null)
            .map(Item::price)
            .toList();

    assertThat(ranges).hasSize(5);
    for (int i = 0; i < 5; i++) {
      PriceRange range = ranges.get(i);
      boolean last = i == 4;
      long inside =
          prices.stream()
              .filter(price -> price >= range.from())
              .filter(price -> last ? price <= range.to() : price < range.to())
              .count();
      assertThat(range.count()).isEqualTo((int) inside);
      assertThat((double) range.count() / prices.size()).isCloseTo(0.2, within(0.02));
    }
  }
}
