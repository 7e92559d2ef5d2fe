package io.limpet.flink.experiments;

import io.limpet.core.experiment.Quantity;

/** Counts one deed. */
final class Tally {
  private Tally() {}

  /**
   * Counts a deed among the {@link Quantity quantities} that begin at {@code at}.
   *
   * @param isNewSession whether its session was not counted before
   */
  static void count(float[] counts, int at, Deed deed, boolean isNewSession) {
    switch (deed.what()) {
      case ANSWER -> counts[at + Quantity.ANSWERS.ordinal()]++;
      case CLICK -> counts[at + Quantity.CLICKS.ordinal()]++;
      case CART -> counts[at + Quantity.CARTS.ordinal()]++;
      case PURCHASE -> {
        counts[at + Quantity.PURCHASES.ordinal()]++;
        counts[at + Quantity.CONVERTED.ordinal()] = 1;
        counts[at + Quantity.REVENUE.ordinal()] += (float) deed.value();
      }
      case REFUND -> counts[at + Quantity.REVENUE.ordinal()] -= (float) deed.value();
      case OTHER -> {}
    }
    if (isNewSession && !deed.isAnswer()) {
      counts[at + Quantity.SESSIONS.ordinal()]++;
    }
  }
}
