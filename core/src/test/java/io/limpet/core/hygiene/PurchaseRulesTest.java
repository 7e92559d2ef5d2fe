package io.limpet.core.hygiene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.Rejection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurchaseRulesTest {
  @ParameterizedTest
  @CsvSource({
    "1, 12.5, ",
    "1, , 12.5",
    "1, , ",
    "10000, 2.0, 20000",
    // A voucher paid for all of it, or for most.
    "3, 80, 0",
    "3, 80, 12",
    // Postage of something small.
    "1, 0.1, 6.9",
    // Yen.
    "1, 4900000, 4900000",
  })
  void letsPassWhatPeopleBuy(int pieces, @Nullable Double price, @Nullable Double value) {
    assertThat(PurchaseRules.STANDARD.fault(purchase(pieces, price, value))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    // The two largest orders of the built-in shop, taken back within minutes.
    "80995, 2.08, 168469.6, items[0].quantity, 80995",
    "74215, 1.04, 77183.6, items[0].quantity, 74215",
    "10, 900000000, , items, 9000000000.00",
    "1, , 200000000, value, 200000000.00",
    // Cents for units, in one of the two.
    "3, 19.9, 5970, value, 59.70",
    "3, 1990, 59.7, value, 5970.00",
  })
  void findsWhatCannotBe(
      int pieces, @Nullable Double price, @Nullable Double value, String field, String said) {
    Rejection fault = PurchaseRules.STANDARD.fault(purchase(pieces, price, value));
    assertThat(fault).isNotNull();
    assertThat(fault.reason()).isEqualTo(RejectReason.IMPOSSIBLE_PURCHASE);
    assertThat(fault.field()).isEqualTo(field);
    assertThat(fault.message()).contains(field, said);
  }

  @Test
  void asksThatOfPurchasesAndRefundsAlone() {
    assertThat(PurchaseRules.STANDARD.fault(event(EventType.REFUND, 80_995, 2.08, null)))
        .isNotNull();
    assertThat(PurchaseRules.STANDARD.fault(event(EventType.ADD_TO_CART, 80_995, 2.08, null)))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({"0, 5, 5", "5, 0, 5", "5, 5, 1", "5, NaN, 5"})
  void refusesBoundsThatAreNone(int pieces, double value, double factor) {
    assertThatThrownBy(() -> new PurchaseRules(pieces, value, factor))
        .hasMessageContaining("; give ");
  }

  private static Event purchase(int pieces, @Nullable Double price, @Nullable Double value) {
    return event(EventType.PURCHASE, pieces, price, value);
  }

  private static Event event(
      EventType type, int pieces, @Nullable Double price, @Nullable Double value) {
    return new Event(
        "e",
        type,
        "ann",
        null,
        null,
        1_772_366_400_000L,
        List.of(new LineItem("mug", pieces, price, null)),
        value,
        "EUR",
        null,
        null,
        Map.of());
  }
}
