package io.limpet.lake;

import org.jspecify.annotations.Nullable;

/** What becomes of a row when files are rewritten. */
@FunctionalInterface
public interface Change<T> {
  /**
   * The same row to keep it, another one to put in its place, null to drop it. Is asked twice of
   * each row and has to say the same.
   */
  @Nullable T apply(T row);
}
