package io.limpet.flink.clean;

import io.limpet.core.hygiene.Behaviour;
import io.limpet.core.hygiene.Day;
import io.limpet.core.hygiene.Distinct;
import io.limpet.core.hygiene.Pace;
import io.limpet.core.hygiene.Rhythm;
import io.limpet.core.hygiene.Sign;
import io.limpet.flink.wire.WholeSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/** {@link Conduct} as bytes. The first is the format, so that later releases read earlier ones. */
final class ConductSerializer extends WholeSerializer<Conduct> {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 2;

  /** Of the releases that kept no prints of ids. */
  private static final int WITHOUT_PRINTS = 1;

  /** In place of how many prints there are. */
  private static final int ANY = 255;

  @Override
  protected void write(Conduct conduct, DataOutputView out) throws IOException {
    Behaviour b = conduct.behaviour();
    out.writeByte(FORMAT);
    write(conduct.session(), out);
    out.writeInt(conduct.ids());
    write(conduct.prints(), out);
    out.writeBoolean(conduct.wholeIds());
    out.writeBoolean(b.person());
    write(b.day(), out);
    write(b.rhythm(), out);
    out.writeLong(b.heldUntilMillis());
    out.writeByte(b.heldAs().ordinal());
  }

  @Override
  public Conduct deserialize(DataInputView in) throws IOException {
    int format = in.readUnsignedByte();
    if (format < WITHOUT_PRINTS || format > FORMAT) {
      throw new IOException(
          "conduct in format %d, this release reads up to %d; start the release that wrote it"
              .formatted(format, FORMAT));
    }
    Session session = readSession(in);
    int ids = in.readInt();
    Prints prints = format == WITHOUT_PRINTS ? ids == 0 ? Prints.NONE : Prints.ANY : readPrints(in);
    boolean wholeIds = in.readBoolean();
    return new Conduct(
        session,
        new Behaviour(
            in.readBoolean(),
            readDay(in),
            readRhythm(in),
            in.readLong(),
            Sign.values()[in.readUnsignedByte()]),
        ids,
        prints,
        wholeIds);
  }

  private static void write(@Nullable Session session, DataOutputView out) throws IOException {
    out.writeBoolean(session != null);
    if (session != null) {
      StringValue.writeString(session.id(), out);
      out.writeLong(session.startMillis());
      out.writeLong(session.lastMillis());
      out.writeLong(session.timerMillis());
    }
  }

  private static @Nullable Session readSession(DataInputView in) throws IOException {
    return in.readBoolean()
        ? new Session(StringValue.readString(in), in.readLong(), in.readLong(), in.readLong())
        : null;
  }

  private static void write(Prints prints, DataOutputView out) throws IOException {
    short[] all = prints.toArray();
    if (all == null) {
      out.writeByte(ANY);
      return;
    }
    out.writeByte(all.length);
    for (short print : all) {
      out.writeShort(print);
    }
  }

  private static Prints readPrints(DataInputView in) throws IOException {
    int count = in.readUnsignedByte();
    if (count == ANY) {
      return Prints.ANY;
    }
    short[] all = new short[count];
    for (int i = 0; i < count; i++) {
      all[i] = in.readShort();
    }
    return Prints.of(all);
  }

  private static void write(Day day, DataOutputView out) throws IOException {
    out.writeLong(day.startMillis());
    out.writeInt(day.views());
    out.writeInt(day.wants());
    out.writeInt(day.sketched());
    long[] words = day.distinct().words();
    out.writeByte(words.length);
    for (long word : words) {
      out.writeLong(word);
    }
  }

  private static Day readDay(DataInputView in) throws IOException {
    long start = in.readLong();
    int views = in.readInt();
    int wants = in.readInt();
    int sketched = in.readInt();
    long[] words = new long[in.readUnsignedByte()];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.readLong();
    }
    return new Day(start, views, wants, sketched, new Distinct(words));
  }

  private static void write(Rhythm rhythm, DataOutputView out) throws IOException {
    out.writeLong(rhythm.lastMillis());
    write(rhythm.minute(), out);
    write(rhythm.hour(), out);
    out.writeByte(rhythm.gaps());
    out.writeDouble(rhythm.mean());
    out.writeDouble(rhythm.variance());
  }

  private static Rhythm readRhythm(DataInputView in) throws IOException {
    return new Rhythm(
        in.readLong(),
        readPace(in),
        readPace(in),
        in.readUnsignedByte(),
        in.readDouble(),
        in.readDouble());
  }

  private static void write(Pace pace, DataOutputView out) throws IOException {
    out.writeLong(pace.span());
    out.writeInt(pace.now());
    out.writeInt(pace.before());
  }

  private static Pace readPace(DataInputView in) throws IOException {
    return new Pace(in.readLong(), in.readInt(), in.readInt());
  }

  @Override
  public TypeSerializerSnapshot<Conduct> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Notes the serialiser in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Conduct> {
    public Snapshot() {
      super(ConductSerializer::new);
    }
  }
}
