package io.limpet.search.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.ItemIds;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassingItemsTest {
  /** More than are in the columns from the beginning, so that these grow on the way. */
  private static final int ITEMS = 3_000;

  private static final List<String> FILTERS =
      List.of("category = 'Mugs'", "stock > 2", "price < 20 and stock = 1", "not (price < 40)");

  private final SplittableRandom random = new SplittableRandom(5);
  private final Catalogue catalogue = new Catalogue(new ItemIds());
  private final PassingItems passing = new PassingItems(catalogue);

  private static CatalogueItem item(String id, String category, double price, int stock) {
    var item =
        new Item(id, null, null, List.of(category), null, price, "EUR", stock, null, List.of());
    return new CatalogueItem(item, 0, 0);
  }

  private void change(int times) {
    for (int i = 0; i < times; i++) {
      String id = "i" + random.nextInt(ITEMS);
      String category = random.nextBoolean() ? "Mugs" : "Tea";
      catalogue.take(
          id,
          random.nextInt(8) == 0
              ? null
              : item(id, category, random.nextInt(50), random.nextInt(5)));
    }
  }

  /** The slow twin asks the filter of every item. */
  private int[] slowly(ItemFilter filter) {
    return IntStream.range(0, catalogue.ids().size())
        .filter(
            number -> {
              CatalogueItem item = catalogue.get(number);
              return item != null && filter.test(item);
            })
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 2_048, 2_049, 9_000})
  void saysWhatTheFilterSaysAfterSoManyChanges(int changes) {
    change(200);
    for (int round = 0; round < 6; round++) {
      change(changes);
      for (String text : FILTERS) {
        ItemFilter filter = ItemFilter.parse(text);
        assertThat(passing.of(filter)).as(text).containsExactly(slowly(filter));
      }
    }
  }

  @Test
  void whatWasFoundIsHandedOutAgainWhileNothingChanges() {
    change(1_000);
    int[] found = passing.of(ItemFilter.parse("stock > 2"));

    assertThat(passing.of(ItemFilter.parse("stock > 2"))).isSameAs(found);
    change(1);
    assertThat(passing.of(ItemFilter.parse("stock > 2"))).isNotSameAs(found);
  }

  @Test
  void whatCountsFromNowIsAskedAnew() {
    change(10);
    ItemFilter filter = ItemFilter.parse("category = 'Mugs' or not (added > now - 1d)");

    assertThat(passing.of(filter)).isNotSameAs(passing.of(filter)).containsExactly(slowly(filter));
  }

  @Test
  void nothingIsMissedThatChangesWhileOthersAsk() throws InterruptedException {
    change(2_000);
    ItemFilter filter = ItemFilter.parse("category = 'Mugs'");
    var begun = new CountDownLatch(1);
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  begun.countDown();
                  change(200_000);
                });
    begun.await();
    while (writer.isAlive()) {
      assertThat(passing.of(filter)).isSorted();
    }
    writer.join();

    assertThat(passing.of(filter)).containsExactly(slowly(filter));
  }
}
