package io.limpet.trainer.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.item.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemandBuilderTest {
  private static final long DAY = DemandBuilder.DAY_MILLIS;
  private static final long END = 20_000 * DAY;
  private final DemandBuilder builder = new DemandBuilder();

  private void buy(String item, int daysBeforeEnd, int pieces) {
    builder.add("v", item, EventType.PURCHASE, END - daysBeforeEnd * DAY, pieces);
  }

  private static Item item(String id, String category) {
    return new Item(id, null, null, List.of(category), null, 2.5, "GBP", null, null, List.of());
  }

  @Test
  void weeksEndWithTheLastDayOfTheData() {
    buy("mug", 1, 3);
    buy("mug", 7, 5);
    buy("mug", 8, 7);
    buy("mug", 21, 2);
    builder.add("v", "mug", EventType.VIEW_ITEM, END - 2 * DAY, 1);

    Demand demand = builder.build(Map.of("mug", item("mug", "Kitchen")));

    assertThat(demand.endMillis()).isEqualTo(END);
    assertThat(demand.weeks()).isEqualTo(3);
    assertThat(demand.series()).hasSize(2);
    assertThat(demand.series().getFirst().pieces()).containsExactly(2, 7, 8);
    assertThat(demand.series().getFirst().orders()).containsExactly(1, 1, 2);
    assertThat(demand.series().getFirst().first()).isZero();
  }

  @Test
  void categoriesAreTheSumsOfTheirItems() {
    buy("mug", 1, 3);
    buy("plate", 2, 4);
    buy("lamp", 20, 1);
    Demand demand =
        builder.build(Map.of("mug", item("mug", "Kitchen"), "plate", item("plate", "Kitchen")));

    assertThat(demand.items()).isEqualTo(3);
    Demand.Series kitchen = demand.series().getLast();
    assertThat(kitchen.key()).isEqualTo("Kitchen");
    assertThat(kitchen.isItem()).isFalse();
    assertThat(kitchen.pieces()).endsWith(7);
    assertThat(kitchen.orders()).endsWith(2);
  }

  @Test
  void whatWasTakenBackWholeWithinADayWasNoDemand() {
    buy("mug", 30, 1);
    buy("mug", 3, 80_995);
    builder.add("v", "mug", EventType.REFUND, END - 3 * DAY + 600_000, 80_995);
    // Given back in part, by somebody else, or later: asked for all the same.
    buy("plate", 3, 10);
    builder.add("v", "plate", EventType.REFUND, END - 3 * DAY + 600_000, 4);
    buy("lamp", 3, 10);
    builder.add("w", "lamp", EventType.REFUND, END - 3 * DAY + 600_000, 10);
    buy("rug", 3, 10);
    builder.add("v", "rug", EventType.REFUND, END - DAY, 10);
    buy("end", 1, 1);

    Demand demand = builder.build(Map.of());

    for (Demand.Series series : demand.series()) {
      double last = series.pieces()[demand.weeks() - 1];
      switch (series.key()) {
        case "mug" -> assertThat(last).isZero();
        case "end" -> assertThat(last).isEqualTo(1);
        default -> assertThat(last).as(series.key()).isEqualTo(10);
      }
    }
  }

  @Test
  void aWindowSeesNothingOfALaterOne() {
    for (int weeks = Windows.FEWEST; weeks < 120; weeks++) {
      Windows windows = Windows.of(weeks, 4);
      assertThat(windows.isEnough()).isTrue();
      for (int origin : windows.validation()) {
        assertThat(origin + 4).isLessThanOrEqualTo(windows.test()[0]);
      }
      for (int origin : windows.before(windows.validation()[0])) {
        assertThat(origin + 4).isLessThanOrEqualTo(windows.validation()[0]);
      }
      assertThat(windows.test()).isNotEmpty().endsWith(weeks - 4);
      assertThat(windows.before(windows.validation()[0])).isNotEmpty();
    }
  }
}
