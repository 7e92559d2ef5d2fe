package io.limpet.core.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Records as JSON, for topics that any language may read and write. Unknown fields are ignored, so
 * that a later release may add some; what must not be missing is the record's own affair.
 */
public final class JsonCodec<T> implements Codec<T> {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(
              com.fasterxml.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final Class<T> type;

  public JsonCodec(Class<T> type) {
    this.type = type;
  }

  @Override
  public byte[] encode(T value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  @Override
  public T decode(byte[] bytes) {
    try {
      T value = JSON.readValue(bytes, type);
      if (value == null) {
        throw new CodecException("not a " + type.getSimpleName() + ": null");
      }
      return value;
    } catch (IOException e) {
      throw new CodecException("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }
}
