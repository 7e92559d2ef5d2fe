package io.limpet.core.codec;

import io.limpet.core.identity.HandOver;
import org.apache.avro.generic.GenericRecord;

/** {@link HandOver} as Avro. */
public final class HandOverCodec extends AvroCodec<HandOver> {
  public HandOverCodec() {
    super("hand-over.v1.avsc");
  }

  @Override
  GenericRecord toRecord(HandOver handOver) {
    GenericRecord record = newRecord();
    record.put("user", handOver.user());
    record.put("device", handOver.device());
    ProfileFields.put(handOver.profile(), record);
    record.put("received", handOver.receivedMillis());
    record.put("event_id", handOver.eventId());
    record.put("origin_partition", handOver.originPartition());
    record.put("origin_offset", handOver.originOffset());
    return record;
  }

  @Override
  HandOver fromRecord(GenericRecord record) {
    return new HandOver(
        (String) record.get("user"),
        (String) record.get("device"),
        ProfileFields.of(record),
        (Long) record.get("received"),
        (String) record.get("event_id"),
        (Integer) record.get("origin_partition"),
        (Long) record.get("origin_offset"));
  }
}
