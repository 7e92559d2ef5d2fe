package io.limpet.flink.features;

import io.limpet.core.codec.Codec;
import io.limpet.core.codec.CodecException;
import io.limpet.core.event.EventType;
import io.limpet.core.feature.DeviceBehaviour;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.identity.SignIn;
import io.limpet.core.identity.SignIns;
import io.limpet.core.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * {@link DeviceBehaviour} as bytes. The first byte is the format; what an earlier release wrote is
 * read by its format. Of a settled behaviour that is empty there is only the name.
 */
final class DeviceCodec implements Codec<DeviceBehaviour> {
  private static final int FORMAT = 1;
  private static final int EXPECTED_BYTES = 1 << 9;

  @Override
  public byte[] encode(DeviceBehaviour device) {
    var out = new DataOutputSerializer(EXPECTED_BYTES);
    try {
      out.writeByte(FORMAT);
      StringValue.writeString(device.settled().visitor(), out);
      write(device.signIns(), out);
      byte[] settled =
          device.settled().isEmpty()
              ? new byte[0]
              : Topics.USER_FEATURES.codec().encode(device.settled());
      out.writeInt(settled.length);
      out.write(settled);
      out.writeByte(device.recent().size());
      for (UserAct act : device.recent()) {
        write(act, out);
      }
    } catch (IOException e) {
      throw new CodecException("writing what was done on a device", e);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public DeviceBehaviour decode(byte[] bytes) {
    var in = new DataInputDeserializer(bytes);
    try {
      int format = in.readUnsignedByte();
      if (format != FORMAT) {
        throw new CodecException(
            "a device in format %d, this release reads up to %d; start the release that wrote it"
                .formatted(format, FORMAT));
      }
      String device = StringValue.readString(in);
      SignIns signIns = readSignIns(in);
      byte[] settled = new byte[in.readInt()];
      in.readFully(settled);
      int acts = in.readUnsignedByte();
      List<UserAct> recent = new ArrayList<>(acts);
      for (int i = 0; i < acts; i++) {
        recent.add(readAct(device, in));
      }
      return new DeviceBehaviour(
          signIns,
          settled.length == 0
              ? UserBehaviour.empty(device)
              : Topics.USER_FEATURES.codec().decode(settled),
          recent);
    } catch (IOException e) {
      throw new CodecException("what was done on a device breaks off", e);
    }
  }

  private static void write(SignIns signIns, DataOutputView out) throws IOException {
    out.writeByte(signIns.all().size());
    for (SignIn signIn : signIns.all()) {
      StringValue.writeString(signIn.user(), out);
      out.writeLong(signIn.millis());
      out.writeLong(signIn.receivedMillis());
    }
  }

  private static SignIns readSignIns(DataInputView in) throws IOException {
    int size = in.readUnsignedByte();
    List<SignIn> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      all.add(new SignIn(StringValue.readString(in), in.readLong(), in.readLong()));
    }
    return new SignIns(all);
  }

  private static void write(UserAct act, DataOutputView out) throws IOException {
    out.writeLong(act.session());
    out.writeByte(act.type().code());
    out.writeLong(act.millis());
    out.writeInt(act.line());
    out.writeInt(act.quantity());
    out.writeDouble(act.paid());
    Double price = act.price();
    out.writeBoolean(price != null);
    if (price != null) {
      out.writeDouble(price);
    }
    StringValue.writeString(act.category(), out);
    StringValue.writeString(act.brand(), out);
    out.writeLong(act.receivedMillis());
  }

  private static UserAct readAct(String device, DataInputView in) throws IOException {
    return new UserAct(
        device,
        in.readLong(),
        EventType.ofCode(in.readUnsignedByte()),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readDouble(),
        readPrice(in),
        StringValue.readString(in),
        StringValue.readString(in),
        in.readLong(),
        null);
  }

  private static @Nullable Double readPrice(DataInputView in) throws IOException {
    return in.readBoolean() ? in.readDouble() : null;
  }
}
