package io.limpet.core.codec;

import io.limpet.core.event.EventType;
import io.limpet.core.signal.ItemSignals;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** {@link ItemSignals} as Avro. */
public final class ItemSignalsCodec extends AvroCodec<ItemSignals> {
  public ItemSignalsCodec() {
    super("item-signals.v1.avsc");
  }

  @Override
  GenericRecord toRecord(ItemSignals signals) {
    Map<String, Long> counts = new HashMap<>();
    signals.counts().forEach((type, count) -> counts.put(type.wireName(), count));
    GenericRecord record = newRecord();
    record.put("item_id", signals.itemId());
    record.put("counts", counts);
    record.put("units", signals.units());
    record.put("trend", signals.trend());
    record.put("trend_at", signals.trendMillis());
    record.put("version", signals.version());
    return record;
  }

  @Override
  @SuppressWarnings("unchecked") // the schema says what the map holds
  ItemSignals fromRecord(GenericRecord record) {
    Map<EventType, Long> counts = new EnumMap<>(EventType.class);
    ((Map<String, Long>) record.get("counts"))
        .forEach((name, count) -> EventType.ofWireName(name).ifPresent(t -> counts.put(t, count)));
    return new ItemSignals(
        (String) record.get("item_id"),
        counts,
        (Long) record.get("units"),
        (Double) record.get("trend"),
        (Long) record.get("trend_at"),
        (Long) record.get("version"));
  }
}
