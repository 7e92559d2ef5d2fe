package io.limpet.core.hygiene;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.Rejection;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds purchases and refunds that cannot be. Amounts are compared as they are, whatever the
 * currency.
 *
 * @param pieces most pieces of one item, 1 to 1,000,000
 * @param value most that a purchase is worth, by its value or its lines, 1 to 1e9
 * @param factor how many times the sum of its lines the value may be, or the sum the value, from 2;
 *     a value of 0, a voucher's, contradicts nothing, and neither does less than {@value #LITTLE}
 */
public record PurchaseRules(int pieces, double value, double factor) implements Serializable {
  /** Beyond what the largest real orders hold; cents for units contradict by a factor of 100. */
  public static final PurchaseRules STANDARD = new PurchaseRules(10_000, 1e8, 50);

  static final double LITTLE = 100;

  public PurchaseRules {
    check("pieces", pieces, 1, 1_000_000);
    check("value", value, 1, 1e9);
    check("factor", factor, 2, 1e9);
  }

  private static void check(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s; give %.0f to %.0f", name, value, least, most));
    }
  }

  /** Why the event is a purchase that cannot be, or null. */
  public @Nullable Rejection fault(Event event) {
    if (event.type() != EventType.PURCHASE && event.type() != EventType.REFUND) {
      return null;
    }
    double sum = 0;
    boolean priced = true;
    List<LineItem> items = event.items();
    for (int i = 0; i < items.size(); i++) {
      LineItem item = items.get(i);
      if (item.quantity() > pieces) {
        return impossible(
            "items[" + i + "].quantity",
            "items[%d].quantity is %d, above %d; mend it, or allow for it (purchase-pieces)",
            i,
            item.quantity(),
            pieces);
      }
      Double price = item.price();
      priced &= price != null;
      sum += price == null ? 0 : price * item.quantity();
    }
    Double worth = event.value();
    double most = Math.max(sum, worth == null ? 0 : worth);
    if (most > value) {
      String field = worth != null && worth == most ? "value" : "items";
      return impossible(
          field,
          "%s come to %.2f, above %.2f; mend it, or allow for it (purchase-value)",
          field,
          most,
          value);
    }
    if (priced
        && worth != null
        && worth > 0
        && sum > 0
        && Math.abs(worth - sum) >= LITTLE
        && (worth > factor * sum || sum > factor * worth)) {
      return impossible(
          "value",
          "value is %.2f, but the items come to %.2f; give both in the currency's main unit",
          worth,
          sum);
    }
    return null;
  }

  private static Rejection impossible(String field, String message, Object... args) {
    return new Rejection(
        RejectReason.IMPOSSIBLE_PURCHASE, field, String.format(Locale.ROOT, message, args));
  }
}
