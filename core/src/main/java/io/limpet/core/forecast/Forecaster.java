package io.limpet.core.forecast;

/** Forecasts the demand of one series from its own past. Stateless and thread-safe. */
public interface Forecaster {
  /** As in tables. */
  String name();

  /**
   * What the next weeks bring.
   *
   * @param history pieces of each week since the first that had any, oldest first, 0 or above, two
   *     or more
   * @param horizon weeks, 1 or more
   * @throws IllegalArgumentException when there is no history to forecast from
   */
  Outlook forecast(double[] history, int horizon);

  /** Refuses what nothing can be forecast from. */
  static void requireHistory(double[] history, int horizon) {
    if (history.length < 2) {
      throw new IllegalArgumentException(
          "a history of %d weeks tells nothing of the next; wait until there are 2"
              .formatted(history.length));
    }
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon is %d weeks; give 1 or more".formatted(horizon));
    }
  }
}
