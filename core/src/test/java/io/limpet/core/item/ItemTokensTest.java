package io.limpet.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ItemTokensTest {
  private static Item item(List<String> categories, String brand, List<String> attributes) {
    return new Item("a", null, null, categories, brand, null, null, null, null, attributes);
  }

  @Test
  void aLabelHasTheSameNumberInEveryRelease() {
    // Trained tables are indexed by these: a change here would break every generation on a disk.
    assertThat(ItemTokens.of(item(List.of("Beauty"), "Essie", List.of("7")), 1_000_003))
        .isEqualTo(PINNED);
  }

  private static final int[] PINNED = {36863, 203844, 766826};

  @Test
  void kindsOfLabelsAreApart() {
    assertThat(ItemTokens.labels(item(List.of("red"), "red", List.of("red"))))
        .containsExactly("category:red", "brand:red", "attribute:red");
  }

  @Test
  void eachNumberIsThereOnceAndBelowTheBound() {
    assertThat(ItemTokens.of(item(List.of("a", "b", "a"), null, List.of("c", "d", "e")), 2))
        .doesNotHaveDuplicates()
        .containsExactly(0, 1);
    assertThat(ItemTokens.of(Item.of("a"), 8)).isEmpty();
  }
}
