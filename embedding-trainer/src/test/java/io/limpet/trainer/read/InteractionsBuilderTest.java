package io.limpet.trainer.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.identity.SignIn;
import io.limpet.core.identity.SignIns;
import java.util.List;
import java.util.Map;
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
  void givesWhatWasDoneOnADeviceToWhoSignsInNext() {
    var builder = new InteractionsBuilder();
    builder.add("anonymous:d", "x", EventType.VIEW_ITEM, 10);
    builder.add("ann", "y", EventType.VIEW_ITEM, 5);
    builder.add("anonymous:d", "y", EventType.VIEW_ITEM, 30);
    builder.add("anonymous:d", "z", EventType.VIEW_ITEM, 50);
    builder.add("anonymous:other", "x", EventType.VIEW_ITEM, 1);
    builder.signedIn(
        Map.of(
            "anonymous:d",
            SignIns.ofAll(List.of(new SignIn("bob", 40, 40), new SignIn("ann", 20, 20))),
            "anonymous:idle",
            SignIns.ofAll(List.of(new SignIn("cat", 20, 20)))));
    Interactions rows = builder.build();

    assertThat(rows.userIds()).containsExactly("anonymous:d", "ann", "anonymous:other", "bob");
    assertThat(items(rows, 0)).as("after the last sign-in").containsExactly("z");
    assertThat(items(rows, 1)).containsExactly("y", "x");
    assertThat(items(rows, 2)).containsExactly("x");
    assertThat(items(rows, 3)).containsExactly("y");
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
