package io.limpet.trainer.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import java.util.List;
import org.junit.jupiter.api.Test;

class InteractionsBuilderTest {
  @Test
  void sortsByUserAndTimeAndKeepsArrivalAmongEqualTimes() {
    var builder = new InteractionsBuilder();
    builder.add("a", "x", EventType.VIEW_ITEM, 30);
    builder.add("b", "y", EventType.VIEW_ITEM, 5);
    builder.add("a", "y", EventType.PURCHASE, 10);
    builder.add("a", "z", EventType.VIEW_ITEM, 10);

    Interactions rows = builder.build();

    assertThat(rows.userIds()).containsExactly("a", "b");
    assertThat(items(rows, 0)).containsExactly("y", "z", "x");
    assertThat(items(rows, 1)).containsExactly("y");
    assertThat(rows.type(0)).isEqualTo(EventType.PURCHASE.code());
    assertThat(rows.firstMillis()).isEqualTo(5);
    assertThat(rows.lastMillis()).isEqualTo(30);
  }

  private static List<String> items(Interactions rows, int user) {
    return java.util.stream.IntStream.range(rows.begin(user), rows.end(user))
        .mapToObj(row -> rows.itemIds().get(rows.item(row)))
        .toList();
  }

  @Test
  void numbersTheCatalogueFirst() {
    var builder = new InteractionsBuilder().withItems(List.of("p", "q"));
    builder.add("a", "x", EventType.VIEW_ITEM, 1);

    assertThat(builder.build().itemIds()).containsExactly("p", "q", "x");
  }

  @Test
  void growsBeyondItsFirstCapacity() {
    var builder = new InteractionsBuilder();
    for (int i = 0; i < 70_000; i++) {
      builder.add("u" + i % 3, "i" + i % 5, EventType.VIEW_ITEM, i);
    }

    assertThat(builder.build().size()).isEqualTo(70_000);
  }

  @Test
  void fingerprintTellsOtherDataApart() {
    var one = new InteractionsBuilder();
    one.add("a", "x", EventType.VIEW_ITEM, 1);
    var same = new InteractionsBuilder();
    same.add("a", "x", EventType.VIEW_ITEM, 1);
    var other = new InteractionsBuilder();
    other.add("a", "x", EventType.PURCHASE, 1);

    assertThat(one.build().fingerprint())
        .isEqualTo(same.build().fingerprint())
        .isNotEqualTo(other.build().fingerprint());
  }
}
