package io.limpet.core.feature;

/**
 * A feature: a number that can be had of some behaviour as of a time.
 *
 * @param name stable, small letters and underscores; one that was given is never given to something
 *     else
 * @param meaning what it says, with its unit
 * @param of computes it; NaN where it is not known
 */
public record Measure<B>(String name, String meaning, Computed<B> of) {
  /** How a measure is computed. */
  @FunctionalInterface
  public interface Computed<B> {
    /**
     * The number.
     *
     * @param atMillis as of when, epoch milliseconds; nothing in the behaviour is later
     */
    double of(B behaviour, long atMillis);
  }

  /** The number as of a time, which nothing in the behaviour is later than. */
  public double at(B behaviour, long atMillis) {
    return of.of(behaviour, atMillis);
  }
}
