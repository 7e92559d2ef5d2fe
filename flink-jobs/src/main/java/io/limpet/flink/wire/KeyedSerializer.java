package io.limpet.flink.wire;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link Keyed}: length of the key or -1, the key, whether there is a value, the value. */
public final class KeyedSerializer<T> extends ImmutableSerializer<Keyed<T>> {
  private static final long serialVersionUID = 1;

  private final TypeSerializer<T> values;

  KeyedSerializer(TypeSerializer<T> values) {
    this.values = values;
  }

  @Override
  public void serialize(Keyed<T> keyed, DataOutputView out) throws IOException {
    byte[] key = keyed.key();
    out.writeInt(key == null ? -1 : key.length);
    if (key != null) {
      out.write(key);
    }
    T value = keyed.value();
    out.writeBoolean(value != null);
    if (value != null) {
      values.serialize(value, out);
    }
  }

  @Override
  public Keyed<T> deserialize(DataInputView in) throws IOException {
    int length = in.readInt();
    byte[] key = null;
    if (length >= 0) {
      key = new byte[length];
      in.readFully(key);
    }
    return new Keyed<>(key, in.readBoolean() ? values.deserialize(in) : null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyedSerializer<?> that && that.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode() + 1;
  }

  @Override
  public TypeSerializerSnapshot<Keyed<T>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** Notes the serialiser of the values in a checkpoint. */
  public static final class Snapshot<T>
      extends CompositeTypeSerializerSnapshot<Keyed<T>, KeyedSerializer<T>> {

    /** For Flink, which reads the rest. */
    public Snapshot() {}

    Snapshot(KeyedSerializer<T> serializer) {
      super(serializer);
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
      return 1;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(KeyedSerializer<T> outer) {
      return new TypeSerializer<?>[] {outer.values};
    }

    @Override
    @SuppressWarnings("unchecked") // what was written is one serialiser of T
    protected KeyedSerializer<T> createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new KeyedSerializer<>((TypeSerializer<T>) nested[0]);
    }
  }
}
