package io.limpet.lake;

/**
 * What a rewriting did.
 *
 * @param files written anew
 * @param removed rows that are gone
 * @param changed rows that others stand in place of
 */
public record Rewritten(long files, long removed, long changed) {
  /** No row was to go or to change. */
  public static final Rewritten NOTHING = new Rewritten(0, 0, 0);

  Rewritten and(Rewritten other) {
    return new Rewritten(files + other.files, removed + other.removed, changed + other.changed);
  }
}
