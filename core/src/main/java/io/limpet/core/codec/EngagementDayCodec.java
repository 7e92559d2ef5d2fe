package io.limpet.core.codec;

import io.limpet.core.engagement.DayMetrics;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.engagement.Group;
import io.limpet.core.engagement.Measure;
import io.limpet.core.engagement.Money;
import io.limpet.core.engagement.Segment;
import io.limpet.core.engagement.Uniques;
import io.limpet.core.event.EventType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** {@link EngagementDay} as Avro. What a later release counts beside is passed over. */
public final class EngagementDayCodec extends AvroCodec<EngagementDay> {
  public EngagementDayCodec() {
    super("engagement-day.v1.avsc");
  }

  @Override
  GenericRecord toRecord(EngagementDay day) {
    DayMetrics metrics = day.metrics();
    GenericRecord record = newRecord();
    record.put("segment", day.segment().key());
    record.put("day", day.day());
    record.put("zone", day.zone());
    record.put("version", day.version());
    Map<String, Long> events = new HashMap<>();
    Map<String, Long> lines = new HashMap<>();
    for (EventType type : EventType.values()) {
      put(events, type.wireName(), metrics.events(type));
      put(lines, type.wireName(), metrics.lines(type));
    }
    Map<String, Long> measures = new HashMap<>();
    for (Measure measure : Measure.values()) {
      put(measures, measure.label(), metrics.count(measure));
    }
    Map<String, ByteBuffer> groups = new HashMap<>();
    metrics
        .groups()
        .forEach((group, set) -> groups.put(group.label(), ByteBuffer.wrap(set.toBytes())));
    record.put("events", events);
    record.put("lines", lines);
    record.put("measures", measures);
    record.put("groups", groups);
    record.put("retained_days", named(metrics.retainedDays()));
    record.put("retained_weeks", named(metrics.retainedWeeks()));
    record.put("money", money(metrics.money()));
    record.put("shown", shown(metrics));
    return record;
  }

  private static void put(Map<String, Long> counts, String name, long count) {
    if (count != 0) {
      counts.put(name, count);
    }
  }

  private static Map<String, Long> named(Map<Integer, Long> counts) {
    Map<String, Long> named = new HashMap<>();
    counts.forEach((later, count) -> named.put(later.toString(), count));
    return named;
  }

  private Map<String, GenericRecord> money(Map<String, Money> byCurrency) {
    Map<String, GenericRecord> money = new HashMap<>();
    byCurrency.forEach(
        (currency, paid) -> {
          GenericRecord one = new GenericData.Record(field("money").getValueType());
          one.put("orders", paid.orders());
          one.put("amount", paid.amount());
          one.put("refunds", paid.refunds());
          one.put("refunded", paid.refunded());
          money.put(currency, one);
        });
    return money;
  }

  private List<GenericRecord> shown(DayMetrics metrics) {
    List<GenericRecord> shown = new ArrayList<>();
    metrics
        .shown()
        .entries()
        .forEach(
            (hash, item) -> {
              GenericRecord one = new GenericData.Record(field("shown").getElementType());
              one.put("hash", hash);
              one.put("item_id", item);
              shown.add(one);
            });
    return shown;
  }

  @Override
  @SuppressWarnings("unchecked") // the schema says what the maps hold
  EngagementDay fromRecord(GenericRecord record) {
    var metrics = new DayMetrics();
    var events = (Map<String, Long>) record.get("events");
    var lines = (Map<String, Long>) record.get("lines");
    for (EventType type : EventType.values()) {
      metrics.count(
          type, events.getOrDefault(type.wireName(), 0L), lines.getOrDefault(type.wireName(), 0L));
    }
    ((Map<String, Long>) record.get("measures"))
        .forEach((name, n) -> Measure.ofLabel(name).ifPresent(of -> metrics.count(of, n)));
    ((Map<String, ByteBuffer>) record.get("groups"))
        .forEach(
            (name, bytes) ->
                Group.ofLabel(name)
                    .ifPresent(of -> metrics.group(of).merge(Uniques.ofBytes(bytes.duplicate()))));
    ((Map<String, Long>) record.get("retained_days"))
        .forEach((later, n) -> metrics.retainDay(Integer.parseInt(later), n));
    ((Map<String, Long>) record.get("retained_weeks"))
        .forEach((later, n) -> metrics.retainWeek(Integer.parseInt(later), n));
    ((Map<String, GenericRecord>) record.get("money"))
        .forEach(
            (currency, paid) ->
                metrics.pay(
                    currency,
                    new Money(
                        (Long) paid.get("orders"),
                        (Long) paid.get("amount"),
                        (Long) paid.get("refunds"),
                        (Long) paid.get("refunded"))));
    for (GenericRecord one : (List<GenericRecord>) record.get("shown")) {
      metrics.shown().add((Long) one.get("hash"), (String) one.get("item_id"));
    }
    String key = (String) record.get("segment");
    Segment segment =
        Segment.ofKey(key)
            .orElseThrow(() -> new CodecException("segment " + key + " is not known here"));
    return new EngagementDay(
        segment,
        (Long) record.get("day"),
        (String) record.get("zone"),
        metrics,
        (Long) record.get("version"));
  }
}
