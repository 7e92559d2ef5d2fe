package io.limpet.trainer.forecast;

import java.util.stream.IntStream;

/**
 * Which weeks are learned from, chosen by and reported: rolling origins (Tashman, "Out-of-sample
 * tests of forecasting accuracy", International Journal of Forecasting 16, 2000), a week from one
 * to the next, whose horizons lie within the part's own weeks. No part sees a later one.
 *
 * @param weeks of the data
 * @param part weeks of the test, and as many of validation before it
 * @param horizon weeks that each origin looks ahead
 */
record Windows(int weeks, int part, int horizon) {
  /** Shorter data has no room for three parts. */
  static final int FEWEST = 24;

  private static final int LONGEST = 13;

  /** Before this week there is too little behind an origin to learn from. */
  private static final int FIRST = 6;

  static Windows of(int weeks, int horizon) {
    return new Windows(weeks, Math.clamp(weeks / 4, horizon, LONGEST), horizon);
  }

  /** Whether there are weeks for every part. */
  boolean isEnough() {
    return weeks >= FEWEST && weeks - 2 * part - horizon > FIRST;
  }

  int[] test() {
    return origins(weeks - part, weeks);
  }

  int[] validation() {
    return origins(weeks - 2 * part, weeks - part);
  }

  /** What may be learned from when this week begins: origins whose horizon is over. */
  int[] before(int week) {
    return origins(FIRST, week);
  }

  private int[] origins(int from, int to) {
    return IntStream.rangeClosed(from, to - horizon).toArray();
  }
}
