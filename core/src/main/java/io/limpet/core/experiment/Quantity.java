package io.limpet.core.experiment;

import java.util.Locale;

/**
 * What is counted of one visitor, from the first answer that an experiment decided until it is
 * over; and the same of the days before, as covariates. The order is that of {@link Moments} in
 * {@code limpet.experiment-results}: a new one goes to the end.
 */
public enum Quantity {
  /** Answers of the experiment that the visitor got. Nothing is known of it for the days before. */
  ANSWERS,
  /** Clicks on items of answers. */
  CLICKS,
  /** Events that put something into the basket. */
  CARTS,
  /** Purchases. */
  PURCHASES,
  /** Worth of the purchases less that of refunds, in the shop's currency. */
  REVENUE,
  /** Sessions in which the visitor did something. */
  SESSIONS,
  /** 1 for a visitor who bought, else 0. */
  CONVERTED,
  /** 1 for a visitor who was there on a later day (UTC) than the first, else 0. */
  RETURNED;

  /** How many there are. */
  public static final int COUNT = values().length;

  /** Places of a visitor's vector: each quantity, then each as it was in the days before. */
  public static final int DIMENSIONS = 2 * COUNT;

  /** Where the quantity of the days before is in a visitor's vector. */
  public int before() {
    return COUNT + ordinal();
  }

  /** The name as people write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
