package io.limpet.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextFeedTest {
  private final TextIndex index = new TextIndex(Language.ENGLISH, Synonyms.NONE, Relevance.DEFAULT);
  private final TextFeed feed = new TextFeed(index, 2);

  @AfterEach
  void close() {
    feed.close();
    index.close();
  }

  private static CatalogueItem item(String id, String title, double price) {
    var item = new Item(id, title, null, List.of(), null, price, "GBP", 1, null, List.of());
    return new CatalogueItem(item, 1, 1);
  }

  private int found(String words) {
    feed.settled().join();
    index.refresh();
    return index.search(words, 10, number -> true).numbers().length;
  }

  @Test
  void findsWhatWasPutAndChangedAndNotWhatWasRemoved() {
    feed.put(1, item("a", "red kettle", 1));
    feed.put(2, item("b", "blue kettle", 1));
    assertThat(found("kettle")).isEqualTo(2);
    feed.put(2, item("b", "blue teapot", 1));
    assertThat(found("kettle")).isEqualTo(1);
    feed.removed(1);
    assertThat(found("kettle")).isZero();
    feed.put(1, item("a", "red kettle", 1));
    assertThat(found("kettle")).isEqualTo(1);
  }

  @Test
  void doesNotAnalyseAgainWhatOnlyCostsSomethingElse() {
    feed.put(1, item("a", "red kettle", 1));
    assertThat(found("kettle")).isEqualTo(1);
    long before = index.changes();
    feed.put(1, item("a", "red kettle", 2));
    assertThat(found("kettle")).isEqualTo(1);
    assertThat(index.changes()).isEqualTo(before);
  }

  @Test
  void keepsTheLastOfManyChangesOfEachItem() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    String[] last = new String[50];
    for (int change = 0; change < 5_000; change++) {
      int number = random.nextInt(last.length);
      last[number] = random.nextInt(4) == 0 ? null : "word" + random.nextInt(5);
      if (last[number] == null) {
        feed.removed(number);
      } else {
        feed.put(number, item("item" + number, last[number], 1));
      }
    }
    for (int word = 0; word < 5; word++) {
      String wanted = "word" + word;
      assertThat(found(wanted))
          .as("%s, seed %d", wanted, seed)
          .isEqualTo((int) java.util.Arrays.stream(last).filter(wanted::equals).count());
    }
  }
}
