package io.limpet.core.engagement;

import io.limpet.core.event.Event;
import io.limpet.core.event.LineItem;
import java.util.OptionalLong;

/**
 * What was paid in one currency. Amounts are ten-thousandths, so that sums are exact and in
 * whatever order; amounts of two currencies are never added.
 *
 * @param orders purchases that said what they were worth
 * @param amount of them
 * @param refunds refunds that said so
 * @param refunded of them
 */
public record Money(long orders, long amount, long refunds, long refunded) {
  /** Parts of one. */
  public static final long UNIT = 10_000;

  /** Stands for the currency of events that name none. */
  public static final String UNKNOWN = "";

  static final Money NONE = new Money(0, 0, 0, 0);

  /** Both together. */
  public Money plus(Money other) {
    return new Money(
        orders + other.orders,
        amount + other.amount,
        refunds + other.refunds,
        refunded + other.refunded);
  }

  /** Worth of an event, ten-thousandths: its value, or else what its items with a price cost. */
  static OptionalLong of(Event event) {
    Double value = event.value();
    if (value != null) {
      return OptionalLong.of(Math.round(value * UNIT));
    }
    boolean isKnown = false;
    long sum = 0;
    for (LineItem line : event.items()) {
      Double price = line.price();
      if (price != null) {
        isKnown = true;
        sum += Math.round(price * line.quantity() * UNIT);
      }
    }
    return isKnown ? OptionalLong.of(sum) : OptionalLong.empty();
  }
}
