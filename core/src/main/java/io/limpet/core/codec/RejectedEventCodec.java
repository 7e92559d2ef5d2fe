package io.limpet.core.codec;

import io.limpet.core.event.RejectReason;
import io.limpet.core.event.RejectedEvent;
import io.limpet.core.event.Rejection;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.apache.avro.generic.GenericRecord;

/** {@link RejectedEvent} as Avro. */
public final class RejectedEventCodec extends AvroCodec<RejectedEvent> {
  public RejectedEventCodec() {
    super("rejected-event.v1.avsc");
  }

  @Override
  GenericRecord toRecord(RejectedEvent rejected) {
    GenericRecord record = newRecord();
    record.put("reason", rejected.rejection().reason().label());
    record.put("field", rejected.rejection().field());
    record.put("message", rejected.rejection().message());
    record.put("raw", ByteBuffer.wrap(rejected.raw()));
    record.put("received", rejected.receivedMillis());
    record.put("origin_partition", rejected.originPartition());
    record.put("origin_offset", rejected.originOffset());
    return record;
  }

  @Override
  RejectedEvent fromRecord(GenericRecord record) {
    ByteBuffer buffer = ((ByteBuffer) record.get("raw")).duplicate();
    byte[] raw = new byte[buffer.remaining()];
    buffer.get(raw);
    return new RejectedEvent(
        new Rejection(
            RejectReason.valueOf(((String) record.get("reason")).toUpperCase(Locale.ROOT)),
            (String) record.get("field"),
            (String) record.get("message")),
        raw,
        (Long) record.get("received"),
        (Integer) record.get("origin_partition"),
        (Long) record.get("origin_offset"));
  }
}
