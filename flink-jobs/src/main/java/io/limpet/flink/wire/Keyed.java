package io.limpet.flink.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written to a topic.
 *
 * @param key of the record, or null
 * @param value of the record; null takes back what a compacted topic said of the key
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record Keyed<T>(byte @Nullable [] key, @Nullable T value) {

  /** Says {@code value} of a key. */
  public static <T> Keyed<T> of(String key, T value) {
    return new Keyed<>(key.getBytes(StandardCharsets.UTF_8), value);
  }

  /** Takes back what was said of a key. */
  public static <T> Keyed<T> tombstone(String key) {
    return new Keyed<>(key.getBytes(StandardCharsets.UTF_8), null);
  }
}
