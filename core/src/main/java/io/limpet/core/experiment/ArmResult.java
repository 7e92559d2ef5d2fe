package io.limpet.core.experiment;

/**
 * What the visitors of an arm did, added up over all of them or those of a slice: what {@code
 * limpet.experiment-results} carries. Each record replaces the one before.
 *
 * @param experiment its id
 * @param arm its name
 * @param slice {@link Slices}: which of the visitors
 * @param moments over {@link Quantity#DIMENSIONS}; not to be changed
 */
public record ArmResult(String experiment, String arm, String slice, Moments moments) {
  /** The key of its record. */
  public String key() {
    return experiment + "/" + arm + "/" + slice;
  }
}
