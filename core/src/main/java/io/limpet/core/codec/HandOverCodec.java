package io.limpet.core.codec;

import io.limpet.core.identity.HandOver;
import java.io.IOException;

/** {@link HandOver} as Avro. */
public final class HandOverCodec extends DirectCodec<HandOver> {
  public HandOverCodec() {
    super("hand-over.v1.avsc");
  }

  @Override
  void write(HandOver handOver, AvroBytes out) {
    out.putString(handOver.user());
    out.putString(handOver.device());
    ProfileFields.write(handOver.profile(), out);
    out.putLong(handOver.receivedMillis());
    out.putString(handOver.eventId());
    out.putLong(handOver.originPartition());
    out.putLong(handOver.originOffset());
  }

  @Override
  HandOver read(AvroView in) throws IOException {
    return new HandOver(
        in.readString(),
        in.readString(),
        ProfileFields.read(in),
        in.readLong(),
        in.readString(),
        in.readInt(),
        in.readLong());
  }
}
