package io.limpet.flink.clean;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.ImmutableSerializer;
import io.limpet.flink.wire.TopicSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link ReadEvent}: what it is sent as, length of the key or -1, the key, the event. */
final class ReadEventSerializer extends ImmutableSerializer<ReadEvent> {
  private static final long serialVersionUID = 1;
  private static final int AGAIN = 1;
  private static final int RELEASED = 2;

  private final TypeSerializer<CleanEvent> events = new TopicSerializer<>(Topics.EVENTS_CLEAN);

  @Override
  public TypeSerializer<ReadEvent> duplicate() {
    return new ReadEventSerializer();
  }

  @Override
  public void serialize(ReadEvent read, DataOutputView out) throws IOException {
    out.writeByte((read.again() ? AGAIN : 0) | (read.released() ? RELEASED : 0));
    byte[] key = read.key();
    out.writeInt(key == null ? -1 : key.length);
    if (key != null) {
      out.write(key);
    }
    events.serialize(read.event(), out);
  }

  @Override
  public ReadEvent deserialize(DataInputView in) throws IOException {
    int flags = in.readByte();
    int length = in.readInt();
    byte[] key = null;
    if (length >= 0) {
      key = new byte[length];
      in.readFully(key);
    }
    return new ReadEvent(
        events.deserialize(in), key, (flags & AGAIN) != 0, (flags & RELEASED) != 0);
  }

  @Override
  public TypeSerializerSnapshot<ReadEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Notes the serialiser in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ReadEvent> {
    public Snapshot() {
      super(ReadEventSerializer::new);
    }
  }
}
