package io.limpet.flink.clean;

import io.limpet.core.hash.Hash128;
import io.limpet.flink.wire.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A hash as its 16 bytes. */
final class Hash128Serializer extends ImmutableSerializer<Hash128> {
  static final Hash128Serializer INSTANCE = new Hash128Serializer();

  private static final long serialVersionUID = 1;

  @Override
  public int getLength() {
    return Hash128.BYTES;
  }

  @Override
  public void serialize(Hash128 hash, DataOutputView out) throws IOException {
    out.writeLong(hash.high());
    out.writeLong(hash.low());
  }

  @Override
  public Hash128 deserialize(DataInputView in) throws IOException {
    return new Hash128(in.readLong(), in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<Hash128> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Notes the serialiser in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Hash128> {
    public Snapshot() {
      super(Hash128Serializer::new);
    }
  }
}
