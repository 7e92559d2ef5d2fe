package io.limpet.core.codec;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** The slow twin of {@link CleanEventCodec}: by way of Avro's own records. */
final class CleanEventTwin extends AvroCodec<CleanEvent> {
  private final Schema line = field("items").getElementType();

  CleanEventTwin() {
    super("clean-event.v1.avsc");
  }

  @Override
  GenericRecord toRecord(CleanEvent clean) {
    Event event = clean.event();
    GenericRecord record = newRecord();
    record.put("event_id", event.eventId());
    record.put("event", event.type().code());
    record.put("user_id", event.userId());
    record.put("anonymous_id", event.anonymousId());
    record.put("client_session_id", event.sessionId());
    record.put("session_id", clean.sessionId());
    record.put("timestamp", event.timestampMillis());
    List<GenericRecord> lines = new ArrayList<>(event.items().size());
    for (LineItem item : event.items()) {
      GenericRecord one = new GenericData.Record(line);
      one.put("item_id", item.itemId());
      one.put("quantity", item.quantity());
      one.put("price", item.price());
      one.put("index", item.index());
      lines.add(one);
    }
    record.put("items", lines);
    record.put("value", event.value());
    record.put("currency", event.currency());
    record.put("query", event.query());
    record.put("recommendation_id", event.recommendationId());
    record.put("properties", event.properties());
    record.put("received", clean.receivedMillis());
    record.put("origin_partition", clean.originPartition());
    record.put("origin_offset", clean.originOffset());
    return record;
  }

  @Override
  @SuppressWarnings("unchecked") // the schema says what the collections hold
  CleanEvent fromRecord(GenericRecord record) {
    List<GenericRecord> lines = (List<GenericRecord>) record.get("items");
    List<LineItem> items = new ArrayList<>(lines.size());
    for (GenericRecord one : lines) {
      items.add(
          new LineItem(
              (String) one.get("item_id"),
              (Integer) one.get("quantity"),
              (Double) one.get("price"),
              (Integer) one.get("index")));
    }
    Event event =
        new Event(
            (String) record.get("event_id"),
            EventType.ofCode((Integer) record.get("event")),
            (String) record.get("user_id"),
            (String) record.get("anonymous_id"),
            (String) record.get("client_session_id"),
            (Long) record.get("timestamp"),
            items,
            (Double) record.get("value"),
            (String) record.get("currency"),
            (String) record.get("query"),
            (String) record.get("recommendation_id"),
            (Map<String, String>) record.get("properties"));
    return new CleanEvent(
        event,
        (String) record.get("session_id"),
        (Long) record.get("received"),
        (Integer) record.get("origin_partition"),
        (Long) record.get("origin_offset"));
  }
}
