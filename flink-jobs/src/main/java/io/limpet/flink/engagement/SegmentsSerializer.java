package io.limpet.flink.engagement;

import io.limpet.core.engagement.ActiveDays;
import io.limpet.core.engagement.Orders;
import io.limpet.core.engagement.VisitorHistory;
import io.limpet.core.engagement.Visits;
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
 * A visitor's segments as bytes, never changed after they were handed over. The first byte is the
 * format, so that later releases read earlier ones. Segments that share a history, as the same
 * object, have it once, and share it again when they are read: nearly all visitors come by one
 * channel from one country.
 */
final class SegmentsSerializer extends WholeSerializer<Map<String, Measured>> {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 1;

  @Override
  protected void write(Map<String, Measured> segments, DataOutputView out) throws IOException {
    List<VisitorHistory> histories = new ArrayList<>(1);
    for (Measured measured : segments.values()) {
      if (indexOf(measured.history(), histories) < 0) {
        histories.add(measured.history());
      }
    }
    out.writeByte(FORMAT);
    out.writeByte(histories.size());
    for (VisitorHistory history : histories) {
      write(history, out);
    }
    out.writeByte(segments.size());
    for (Map.Entry<String, Measured> segment : segments.entrySet()) {
      StringValue.writeString(segment.getKey(), out);
      out.writeByte(indexOf(segment.getValue().history(), histories));
      out.writeLong(segment.getValue().touchedMillis());
    }
  }

  @SuppressWarnings("ReferenceEquality") // whether it is shared, not whether it is alike
  private static int indexOf(VisitorHistory history, List<VisitorHistory> among) {
    for (int i = 0; i < among.size(); i++) {
      if (among.get(i) == history) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Map<String, Measured> deserialize(DataInputView in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException(
          "segments in format %d, this release reads up to %d; start the release that wrote them"
              .formatted(format, FORMAT));
    }
    var histories = new VisitorHistory[in.readUnsignedByte()];
    for (int i = 0; i < histories.length; i++) {
      histories[i] = readHistory(in);
    }
    int size = in.readUnsignedByte();
    Map<String, Measured> segments = HashMap.newHashMap(size);
    for (int i = 0; i < size; i++) {
      String key = StringValue.readString(in);
      segments.put(key, new Measured(histories[in.readUnsignedByte()], in.readLong()));
    }
    return segments;
  }

  private static void write(VisitorHistory history, DataOutputView out) throws IOException {
    ActiveDays days = history.days();
    out.writeLong(days.first());
    out.writeLong(days.base());
    write(days.words(), out);
    Visits visits = history.visits();
    write(visits.ids(), out);
    for (int i = 0; i < visits.ids().length; i++) {
      out.writeLong(visits.firsts()[i]);
      out.writeLong(visits.lasts()[i]);
      out.writeInt(visits.sizes()[i]);
    }
    out.writeLong(visits.settledEnd());
    write(history.orders().millis(), out);
    out.writeBoolean(history.orders().hasMore());
  }

  private static VisitorHistory readHistory(DataInputView in) throws IOException {
    var days = new ActiveDays(in.readLong(), in.readLong(), readLongs(in));
    long[] ids = readLongs(in);
    long[] firsts = new long[ids.length];
    long[] lasts = new long[ids.length];
    int[] sizes = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      firsts[i] = in.readLong();
      lasts[i] = in.readLong();
      sizes[i] = in.readInt();
    }
    return new VisitorHistory(
        days,
        new Visits(ids, firsts, lasts, sizes, in.readLong()),
        new Orders(readLongs(in), in.readBoolean()));
  }

  private static void write(long[] values, DataOutputView out) throws IOException {
    out.writeByte(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private static long[] readLongs(DataInputView in) throws IOException {
    long[] values = new long[in.readUnsignedByte()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readLong();
    }
    return values;
  }

  @Override
  public TypeSerializerSnapshot<Map<String, Measured>> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Notes the serialiser in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Map<String, Measured>> {
    public Snapshot() {
      super(SegmentsSerializer::new);
    }
  }
}
