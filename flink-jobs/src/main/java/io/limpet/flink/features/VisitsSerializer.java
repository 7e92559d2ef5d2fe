package io.limpet.flink.features;

import io.limpet.core.feature.Visits;
import io.limpet.core.feature.Visits.Viewed;
import io.limpet.core.feature.Visits.Visit;
import io.limpet.flink.wire.WholeSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** {@link Visits} as bytes. The first byte is the format. */
final class VisitsSerializer extends WholeSerializer<Visits> {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 1;

  @Override
  protected void write(Visits visits, DataOutputView out) throws IOException {
    out.writeByte(FORMAT);
    out.writeByte(visits.open().size());
    for (Visit visit : visits.open()) {
      out.writeLong(visit.session());
      out.writeLong(visit.firstMillis());
      out.writeLong(visit.lastMillis());
      out.writeByte(visit.items().size());
      for (Viewed viewed : visit.items()) {
        StringValue.writeString(viewed.itemId(), out);
        out.writeInt((int) (viewed.millis() - visit.firstMillis()));
      }
    }
  }

  @Override
  public Visits deserialize(DataInputView in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException(
          "visits in format %d, this release reads up to %d; start the release that wrote it"
              .formatted(format, FORMAT));
    }
    List<Visit> open = new ArrayList<>();
    for (int visits = in.readUnsignedByte(); visits > 0; visits--) {
      long session = in.readLong();
      long firstMillis = in.readLong();
      long lastMillis = in.readLong();
      List<Viewed> items = new ArrayList<>();
      for (int viewed = in.readUnsignedByte(); viewed > 0; viewed--) {
        items.add(new Viewed(StringValue.readString(in), firstMillis + in.readInt()));
      }
      open.add(new Visit(session, firstMillis, lastMillis, items));
    }
    return new Visits(open);
  }

  @Override
  public TypeSerializerSnapshot<Visits> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Notes the serialiser in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Visits> {
    public Snapshot() {
      super(VisitsSerializer::new);
    }
  }
}
