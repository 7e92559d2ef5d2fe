package io.limpet.flink.rebuild;

import io.limpet.core.codec.Codec;
import io.limpet.core.topic.Topic;
import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;

/**
 * A topic that a job derives from events, and how two of its values are compared.
 *
 * @param same whether two values of a key say the same, but for rounding and the event that caused
 *     it
 * @param version decides which of two values of a key is newer
 */
public record DerivedTopic<T>(Topic<T> topic, BiPredicate<T, T> same, ToLongFunction<T> version) {

  boolean isSame(byte[] a, byte[] b) {
    if (Arrays.equals(a, b)) {
      return true;
    }
    Codec<T> codec = topic.codec();
    return same.test(codec.decode(a), codec.decode(b));
  }

  long version(byte[] value) {
    return version.applyAsLong(topic.codec().decode(value));
  }
}
