package io.limpet.search.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.ItemIds;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnFilterTest {
  private static final int ITEMS = 1_500;
  private static final List<String> CONDITIONS =
      List.of(
          "category = 'Mugs'",
          "category in ('Mugs', 'Blue')",
          "category != 'Tea'",
          "category under ('Home', 'Mugs')",
          "brand = 'Acme'",
          "brand != 'Acme'",
          "price < 20",
          "price >= 35",
          "price in (7, 8, 9)",
          "price != 7",
          "stock = 0",
          "stock > 2",
          "item_id in ('i3', 'i4', 'i77')",
          "title = 'Thing 5'",
          "attribute.colour = 'red'",
          "attribute.size >= 40",
          "added > '1970-01-01T00:00:01Z'",
          "currency = 'GBP'");

  private final SplittableRandom random = new SplittableRandom(1);

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private CatalogueItem item(int number) {
    return new CatalogueItem(
        new Item(
            "i" + number,
            "Thing " + random.nextInt(10),
            null,
            one(
                List.of(
                    List.<String>of(),
                    List.of("Mugs"),
                    List.of("Home", "Mugs"),
                    List.of("Tea", "Blue"))),
            random.nextInt(4) == 0 ? null : one(List.of("Acme", "Zenith")),
            random.nextInt(5) == 0 ? null : (double) random.nextInt(50),
            one(List.of("GBP", "EUR")),
            random.nextInt(5) == 0 ? null : random.nextInt(5),
            null,
            random.nextBoolean() ? List.of() : List.of("colour=red", "size=" + random.nextInt(80))),
        random.nextInt(2_000),
        0);
  }

  private String filter(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(4)) {
      case 1 -> "(" + filter(depth - 1) + " and " + filter(depth - 1) + ")";
      case 2 -> "(" + filter(depth - 1) + " or " + filter(depth - 1) + ")";
      case 3 -> "not (" + filter(depth - 1) + ")";
      default -> one(CONDITIONS);
    };
  }

  /** The slow twin is the filter itself, put to every item. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void saysWhatTheFilterSays(long seed) {
    for (long skip = 0; skip < seed; skip++) {
      random.nextLong();
    }
    var catalogue = new Catalogue(new ItemIds());
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < ITEMS; i++) {
        int number = random.nextInt(ITEMS);
        catalogue.take("i" + number, random.nextInt(8) == 0 ? null : item(number));
      }
      for (int i = 0; i < 60; i++) {
        String text = filter(3);
        ItemFilter filter = ItemFilter.parse(text);
        IntPredicate test = ColumnFilter.of(filter, catalogue, catalogue.columns().view());
        for (int number = 0; number < catalogue.ids().size() + 3; number++) {
          CatalogueItem item = catalogue.get(number);
          assertThat(test.test(number))
              .as("%s of %s", text, item)
              .isEqualTo(item != null && filter.test(item));
        }
      }
    }
  }
}
