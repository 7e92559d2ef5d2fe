package io.limpet.flink.users;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.event.EventType;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.flink.wire.Progress;
import io.limpet.flink.wire.WholeSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * {@link Visitor} as bytes. The first byte is the format; what an earlier release wrote is read by
 * its format and written in the newest, so there is nothing to migrate.
 */
final class VisitorSerializer extends WholeSerializer<Visitor> {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 1;

  @Override
  public Visitor copy(Visitor from) {
    EncoderState e = from.encoder();
    return from.encodedIn(
        from.generation(), new EncoderState(e.values().clone(), e.lastMillis(), e.folded()));
  }

  @Override
  public Visitor copy(Visitor from, Visitor reuse) {
    return copy(from);
  }

  @Override
  protected void write(Visitor visitor, DataOutputView out) throws IOException {
    out.writeByte(FORMAT);
    StringValue.writeString(visitor.generation(), out);
    write(visitor.encoder(), out);
    write(visitor.profile(), out);
    out.writeLong(visitor.version());
    StringValue.writeString(visitor.eventId(), out);
    write(visitor.progress(), out);
  }

  @Override
  public Visitor deserialize(DataInputView in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException(
          "a visitor in format %d, this release reads up to %d; start the release that wrote it"
              .formatted(format, FORMAT));
    }
    return new Visitor(
        StringValue.readString(in),
        readEncoder(in),
        readProfile(in),
        in.readLong(),
        StringValue.readString(in),
        readProgress(in));
  }

  private static void write(EncoderState state, DataOutputView out) throws IOException {
    out.writeInt(state.values().length);
    for (float value : state.values()) {
      out.writeFloat(value);
    }
    out.writeLong(state.lastMillis());
    out.writeInt(state.folded());
  }

  private static EncoderState readEncoder(DataInputView in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return new EncoderState(values, in.readLong(), in.readInt());
  }

  private static void write(UserProfile profile, DataOutputView out) throws IOException {
    out.writeShort(profile.recent().size());
    for (RecentItem item : profile.recent()) {
      StringValue.writeString(item.itemId(), out);
      out.writeByte(item.type().code());
      out.writeLong(item.timestampMillis());
    }
    out.writeShort(profile.bought().size());
    for (String itemId : profile.bought()) {
      StringValue.writeString(itemId, out);
    }
    out.writeShort(profile.affinities().size());
    for (Map.Entry<String, Float> affinity : profile.affinities().entrySet()) {
      StringValue.writeString(affinity.getKey(), out);
      out.writeFloat(affinity.getValue());
    }
    out.writeLong(profile.events());
    out.writeLong(profile.firstMillis());
    out.writeLong(profile.lastMillis());
  }

  private static UserProfile readProfile(DataInputView in) throws IOException {
    int recents = in.readUnsignedShort();
    List<RecentItem> recent = new ArrayList<>(recents);
    for (int i = 0; i < recents; i++) {
      recent.add(
          new RecentItem(
              StringValue.readString(in), EventType.ofCode(in.readUnsignedByte()), in.readLong()));
    }
    int boughts = in.readUnsignedShort();
    List<String> bought = new ArrayList<>(boughts);
    for (int i = 0; i < boughts; i++) {
      bought.add(StringValue.readString(in));
    }
    int categories = in.readUnsignedShort();
    Map<String, Float> affinities = HashMap.newHashMap(categories);
    for (int i = 0; i < categories; i++) {
      affinities.put(StringValue.readString(in), in.readFloat());
    }
    return new UserProfile(recent, bought, affinities, in.readLong(), in.readLong(), in.readLong());
  }

  private static void write(Progress progress, DataOutputView out) throws IOException {
    out.writeShort(progress.partitions().length);
    for (int i = 0; i < progress.partitions().length; i++) {
      out.writeInt(progress.partitions()[i]);
      out.writeLong(progress.offsets()[i]);
    }
    out.writeLong(progress.touchedMillis());
  }

  private static Progress readProgress(DataInputView in) throws IOException {
    int[] partitions = new int[in.readUnsignedShort()];
    long[] offsets = new long[partitions.length];
    for (int i = 0; i < partitions.length; i++) {
      partitions[i] = in.readInt();
      offsets[i] = in.readLong();
    }
    return new Progress(partitions, offsets, in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<Visitor> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Notes the serialiser in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Visitor> {
    public Snapshot() {
      super(VisitorSerializer::new);
    }
  }
}
