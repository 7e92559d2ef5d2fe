package io.limpet.flink.rebuild;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A part of {@link Arrivals} to be read.
 *
 * @param file path of the part
 */
record LakePart(String file) implements SourceSplit {
  @Override
  public String splitId() {
    return file;
  }

  /** {@link LakePart} on its way to a reader: its path. */
  static final class Serializer implements SimpleVersionedSerializer<LakePart> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(LakePart part) {
      return part.file().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public LakePart deserialize(int version, byte[] bytes) {
      return new LakePart(new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
