package io.limpet.standalone.offpolicy;

import io.limpet.lake.row.ExampleRow;
import java.util.Locale;

/** What a place of an answer earns. */
public enum Reward {
  /** 1 if the item was looked at closer. */
  CLICK,
  /** 1 if it was put into the basket. */
  CART,
  /** 1 if it was bought. */
  PURCHASE,
  /** What was paid for it. */
  VALUE;

  double of(ExampleRow row) {
    return switch (this) {
      case CLICK -> row.clickedAfter() == null ? 0 : 1;
      case CART -> row.cartedAfter() == null ? 0 : 1;
      case PURCHASE -> row.purchasedAfter() == null ? 0 : 1;
      case VALUE -> {
        Double value = row.value();
        yield value == null ? 0 : value;
      }
    };
  }

  /** The name as people write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
