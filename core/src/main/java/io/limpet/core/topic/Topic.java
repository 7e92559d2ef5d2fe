package io.limpet.core.topic;

import io.limpet.core.codec.Codec;

/**
 * A Kafka topic and what its records are.
 *
 * @param name as Kafka knows it
 * @param key what the record's key, UTF-8 text, says
 * @param codec turns the record's value into a {@code T} and back
 * @param retention how long records are kept
 */
public record Topic<T>(String name, String key, Codec<T> codec, Retention retention) {

  /** How long records are kept. */
  public enum Retention {
    /** For a time, then dropped. */
    TIME,
    /** The newest of each key, until a null value deletes it. */
    COMPACTED
  }
}
