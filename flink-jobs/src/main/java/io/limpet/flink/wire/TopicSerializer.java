package io.limpet.flink.wire;

import io.limpet.core.codec.Codec;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Values between operators and in state, in the encoding of the topic that carries them: its length
 * in bytes, then the bytes. What an earlier release wrote is read as the topic's codec reads it.
 */
public final class TopicSerializer<T> extends ImmutableSerializer<T> {
  private static final long serialVersionUID = 1;

  private final String topic;
  private transient @Nullable Codec<T> codec;

  public TopicSerializer(Topic<T> topic) {
    this(topic.name());
  }

  private TopicSerializer(String topic) {
    this.topic = topic;
  }

  @SuppressWarnings("unchecked") // the name came from a Topic<T>
  private Codec<T> codec() {
    if (codec == null) {
      codec = (Codec<T>) named(topic).codec();
    }
    return codec;
  }

  static Topic<?> named(String name) {
    return Topics.all().stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no topic " + name));
  }

  @Override
  public void serialize(T value, DataOutputView out) throws IOException {
    byte[] bytes = codec().encode(value);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public T deserialize(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return codec().decode(bytes);
  }

  @Override
  public void copy(DataInputView from, DataOutputView to) throws IOException {
    byte[] bytes = new byte[from.readInt()];
    from.readFully(bytes);
    to.writeInt(bytes.length);
    to.write(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopicSerializer<?> that && that.topic.equals(topic);
  }

  @Override
  public int hashCode() {
    return topic.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new Snapshot<>(topic);
  }

  /** Notes the topic in a checkpoint. */
  public static final class Snapshot<T> implements TypeSerializerSnapshot<T> {
    private String topic;

    /** For Flink, which reads the rest. */
    public Snapshot() {
      this("");
    }

    private Snapshot(String topic) {
      this.topic = topic;
    }

    @Override
    public int getCurrentVersion() {
      return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
      out.writeUTF(topic);
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
      topic = in.readUTF();
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
      return new TopicSerializer<>(topic);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
        TypeSerializerSnapshot<T> old) {
      return old instanceof Snapshot<T> that && that.topic.equals(topic)
          ? TypeSerializerSchemaCompatibility.compatibleAsIs()
          : TypeSerializerSchemaCompatibility.incompatible();
    }
  }
}
