package io.limpet.retail;

import java.util.Set;

/** What a row of the data set stands for. */
enum RowKind {
  /** Somebody bought something. */
  PURCHASE,
  /** Somebody gave something back: a line of a cancellation. */
  REFUND,
  /** Postage, fees, vouchers, samples, manual corrections: nothing of the catalogue. */
  NOT_A_PRODUCT,
  /** A stock correction: no pieces or fewer, without a cancellation. */
  STOCK_CORRECTION,
  /** No price: a gift, a replacement, or a note. */
  WITHOUT_PRICE;

  /**
   * Codes that are no product: postage (POST, DOT), carriage (C2, 23444), packing (23574), manual
   * entries (M), discounts (D), samples (S), bank charges, marketplace fees, commission of a
   * charity (CRUK), bad debt (B), the pads "to match all cushions" at a tenth of a penny, a picture
   * file (23702), and a gift voucher (22016). The other vouchers begin with GIFT_.
   */
  private static final Set<String> NOT_PRODUCTS =
      Set.of(
          "POST",
          "DOT",
          "C2",
          "23444",
          "23574",
          "M",
          "D",
          "S",
          "BANK CHARGES",
          "AMAZONFEE",
          "CRUK",
          "B",
          "PADS",
          "23702",
          "22016");

  private static final String VOUCHER = "GIFT_";

  static RowKind of(RetailRow row) {
    if (NOT_PRODUCTS.contains(row.stockCode()) || row.stockCode().startsWith(VOUCHER)) {
      return NOT_A_PRODUCT;
    }
    if (row.isCancellation() ? row.quantity() >= 0 : row.quantity() <= 0) {
      return STOCK_CORRECTION;
    }
    if (row.unitPrice() <= 0) {
      return WITHOUT_PRICE;
    }
    return row.isCancellation() ? REFUND : PURCHASE;
  }
}
