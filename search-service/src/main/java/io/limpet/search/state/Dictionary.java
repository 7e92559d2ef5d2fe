package io.limpet.search.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Codes of values, 1 for the first, 2 for the next; a value once coded keeps its code. Thread-safe.
 */
final class Dictionary<T> {
  private final Map<T, Integer> codes = new HashMap<>();
  private final List<T> values = new ArrayList<>();

  synchronized int code(T value) {
    Integer known = codes.get(value);
    if (known != null) {
      return known;
    }
    values.add(value);
    codes.put(value, values.size());
    return values.size();
  }

  synchronized T value(int code) {
    return values.get(code - 1);
  }

  /** One more than the highest code. */
  synchronized int size() {
    return values.size() + 1;
  }
}
