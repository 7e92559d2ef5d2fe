package io.limpet.core.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment is judged by: a mean over visitors, or a ratio of two sums over them. More is
 * better of all of them.
 */
public enum Metric {
  /** Share of visitors who buy. */
  CONVERSION(Quantity.CONVERTED, null),
  /** Revenue a visitor. */
  REVENUE(Quantity.REVENUE, null),
  /** Purchases a visitor. */
  PURCHASES(Quantity.PURCHASES, null),
  /** Basket events a visitor. */
  CARTS(Quantity.CARTS, null),
  /** Sessions a visitor. */
  SESSIONS(Quantity.SESSIONS, null),
  /** Share of visitors who come back on a later day. */
  RETURNED(Quantity.RETURNED, null),
  /** Clicks an answer; visitors are the units, answers of one are not independent. */
  CLICKS_PER_ANSWER(Quantity.CLICKS, Quantity.ANSWERS),
  /** Revenue a purchase. */
  ORDER_VALUE(Quantity.REVENUE, Quantity.PURCHASES),
  /** Revenue a session. */
  REVENUE_PER_SESSION(Quantity.REVENUE, Quantity.SESSIONS);

  private final Quantity numerator;
  private final @Nullable Quantity denominator;

  Metric(Quantity numerator, @Nullable Quantity denominator) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** What is summed. */
  public Quantity numerator() {
    return numerator;
  }

  /** What it is divided by; null for the number of visitors. */
  public @Nullable Quantity denominator() {
    return denominator;
  }

  /** Whether it is a share of visitors, so that its deviation follows from its mean. */
  public boolean isProportion() {
    return numerator == Quantity.CONVERTED || numerator == Quantity.RETURNED;
  }

  /** The name as people write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The metric of this name. */
  public static Optional<Metric> of(String text) {
    return Arrays.stream(values()).filter(metric -> metric.text().equals(text)).findFirst();
  }

  /** The names of all. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Metric::text).toList();
  }
}
