package io.limpet.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.item.Item;
import io.limpet.trainer.model.ItemVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SanityTest {
  private static final int ITEMS = 300;
  private static final int DIMENSIONS = 8;
  private static final int CATEGORIES = 6;

  /** Items of several categories, whose vectors point where their category does, plus noise. */
  private static float[] rows(double signal) {
    SplittableRandom random = new SplittableRandom(5);
    float[] rows = new float[ITEMS * DIMENSIONS];
    for (int item = 0; item < ITEMS; item++) {
      for (int d = 0; d < DIMENSIONS; d++) {
        double own = item % CATEGORIES == d ? signal : 0;
        rows[item * DIMENSIONS + d] = (float) (own + random.nextGaussian());
      }
    }
    return rows;
  }

  private static List<Item> catalogue() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      List<String> categories = List.of("Everything", "Category " + i % CATEGORIES);
      items.add(new Item("i" + i, null, null, categories, null, null, null, null, null, List.of()));
    }
    return items;
  }

  private static List<Check> checks(float[] rows) {
    int[] items = IntStream.range(0, ITEMS).toArray();
    return Sanity.of(new ItemVectors(items, rows, DIMENSIONS), catalogue());
  }

  @Test
  void passesVectorsThatKnowTheirCategories() {
    assertThat(checks(rows(3))).hasSize(3).allMatch(Check::passed);
  }

  @Test
  void refusesNeighboursThatShareCategoriesNoMoreThanChance() {
    assertThat(checks(rows(0)).getLast())
        .satisfies(check -> assertThat(check.passed()).isFalse())
        .satisfies(check -> assertThat(check.line()).contains("share a category"));
  }

  @Test
  void refusesNumbersThatAreNotFinite() {
    float[] rows = rows(3);
    rows[77] = Float.NaN;
    rows[78] = Float.POSITIVE_INFINITY;

    assertThat(checks(rows))
        .singleElement()
        .isEqualTo(new Check(false, "2 of 2,400 numbers of the vectors are not finite"));
  }

  @Test
  void refusesOneVectorThatWouldLeadEveryList() {
    float[] rows = rows(3);
    rows[8] = 1e6f;

    assertThat(checks(rows).get(1).passed()).isFalse();
  }

  @Test
  void refusesVectorsWithoutLength() {
    assertThat(checks(new float[ITEMS * DIMENSIONS]).get(1).passed()).isFalse();
  }

  @Test
  void doesNotJudgeNeighboursWithoutCategories() {
    int[] items = IntStream.range(0, ITEMS).toArray();
    List<Item> bare = IntStream.range(0, ITEMS).mapToObj(i -> Item.of("i" + i)).toList();

    assertThat(Sanity.of(new ItemVectors(items, rows(0), DIMENSIONS), bare))
        .allMatch(Check::passed)
        .last()
        .satisfies(check -> assertThat(check.line()).startsWith("0 items have categories"));
  }
}
