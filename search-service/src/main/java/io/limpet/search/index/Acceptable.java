package io.limpet.search.index;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which items a search may find. */
public final class Acceptable {
  /** Every one. */
  public static final Acceptable ALL = new Acceptable(item -> true, null);

  private final IntPredicate test;
  private final int @Nullable [] items;

  /** What places have made of the items: an answer searches the same place several times. */
  private final Map<Object, int[]> found = new ConcurrentHashMap<>(2);

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
    return new Acceptable(item -> Arrays.binarySearch(items, item) >= 0 && test.test(item), items);
  }

  /** Whether this item may be found. */
  public boolean test(int item) {
    return test.test(item);
  }

  /**
   * What a place makes of all that may pass, made once for all searches of it.
   *
   * @throws IllegalStateException when they are not known
   */
  int[] at(Object place, UnaryOperator<int[]> find) {
    int[] known = items;
    if (known == null) {
      throw new IllegalStateException("what may pass is not known");
    }
    return found.computeIfAbsent(place, its -> find.apply(known));
  }

  /** All that may pass, if known. */
  public int @Nullable [] items() {
    return items;
  }
}
