package io.limpet.search.state;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Values by item number, growing as numbers do. One thread writes, any number read. */
final class Numbered<T> {
  private volatile AtomicReferenceArray<@Nullable T> values = new AtomicReferenceArray<>(1024);

  @Nullable T get(int number) {
    AtomicReferenceArray<@Nullable T> now = values;
    return number >= 0 && number < now.length() ? now.get(number) : null;
  }

  @Nullable T set(int number, @Nullable T value) {
    AtomicReferenceArray<@Nullable T> now = values;
    if (number >= now.length()) {
      var grown = new AtomicReferenceArray<@Nullable T>(Math.max(number + 1, now.length() * 2));
      for (int i = 0; i < now.length(); i++) {
        grown.setPlain(i, now.get(i));
      }
      values = grown;
      now = grown;
    }
    return now.getAndSet(number, value);
  }

  int length() {
    return values.length();
  }
}
