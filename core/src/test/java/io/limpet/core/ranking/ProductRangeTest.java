package io.limpet.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProductRangeTest {
  @Test
  void relevanceIsThePlaceBetweenTheLowestAndTheHighest() {
    ProductRange range = ProductRange.NONE.with(-2).with(Double.NaN).with(2).with(1);
    assertThat(range).isEqualTo(new ProductRange(-2, 2));
    assertThat(range.relevance(1)).isEqualTo(0.75);
    assertThat(range.relevance(-9)).isZero();
    assertThat(range.relevance(9)).isEqualTo(1);
    assertThat(range.relevance(Double.NaN)).isZero();
  }

  @Test
  void withoutProductsNothingIsRelevantAndASingleOneIs() {
    assertThat(ProductRange.NONE.relevance(1)).isZero();
    assertThat(ProductRange.NONE.with(3).relevance(3)).isEqualTo(1);
  }

  @Test
  void recallAndRankerCountHalfEach() {
    // The third was not brought by the vector, so its product does not stretch the range.
    double[] joined =
        ProductRange.joined(new float[] {3, 1, 9, Float.NaN}, 2, new double[] {0.1, 0.2, 0.4, 0});
    assertThat(joined[0]).isCloseTo(0.5 + 0.125, within(1e-12));
    assertThat(joined[1]).isCloseTo(0.25, within(1e-12));
    assertThat(joined[2]).isCloseTo(1, within(1e-12));
    assertThat(joined[3]).isZero();
  }

  @Test
  void aRankerThatHoldsNothingLikelyLeavesTheOrderOfRecall() {
    assertThat(ProductRange.joined(new float[] {2, 4}, 2, new double[2])).containsExactly(0, 0.5);
  }
}
