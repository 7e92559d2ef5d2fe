package io.limpet.search.index;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Which items a search may find. */
public final class Acceptable {
  /** Every one. */
  public static final Acceptable ALL = new Acceptable(item -> true, null);

  private final IntPredicate test;
  private final int @Nullable [] items;

  private Acceptable(IntPredicate test, int @Nullable [] items) {
    this.test = test;
    this.items = items;
  }

  /** Those that pass a test; how many is not known. */
  public static Acceptable when(IntPredicate test) {
    return new Acceptable(test, null);
  }

  /**
   * Only these, and of these only those that pass the test. An index may go through them one by one
   * when they are few.
   *
   * @param items without repetition, sorted
   */
  public static Acceptable among(int[] items, IntPredicate test) {
    return new Acceptable(
        item -> java.util.Arrays.binarySearch(items, item) >= 0 && test.test(item), items);
  }

  /** Whether this item may be found. */
  public boolean test(int item) {
    return test.test(item);
  }

  /** All that may pass, if known. */
  public int @Nullable [] items() {
    return items;
  }
}
