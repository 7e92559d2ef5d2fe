package io.limpet.core.codec;

import io.limpet.core.event.EventType;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.UserVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** The slow twin of {@link UserVectorCodec}: by way of Avro's own records. */
final class UserVectorTwin extends AvroCodec<UserVector> {
  UserVectorTwin() {
    super("user-vector.v1.avsc");
  }

  @Override
  GenericRecord toRecord(UserVector user) {
    GenericRecord record = newRecord();
    record.put("visitor", user.visitor());
    record.put("generation", user.generation());
    record.put("vector", bytes(user.vector()));
    put(user.profile(), record);
    record.put("version", user.version());
    record.put("event_id", user.eventId());
    return record;
  }

  @Override
  UserVector fromRecord(GenericRecord record) {
    return new UserVector(
        (String) record.get("visitor"),
        (String) record.get("generation"),
        floats(record.get("vector")),
        profile(record),
        (Long) record.get("version"),
        (String) record.get("event_id"));
  }

  private static void put(UserProfile profile, GenericRecord record) {
    var recentItem = record.getSchema().getField("recent").schema().getElementType();
    List<GenericRecord> recent = new ArrayList<>(profile.recent().size());
    for (RecentItem item : profile.recent()) {
      GenericRecord one = new GenericData.Record(recentItem);
      one.put("item_id", item.itemId());
      one.put("event", item.type().code());
      one.put("timestamp", item.timestampMillis());
      recent.add(one);
    }
    record.put("recent", recent);
    record.put("bought", profile.bought());
    record.put("affinities", profile.affinities());
    record.put("events", profile.events());
    record.put("first", profile.firstMillis());
    record.put("last", profile.lastMillis());
  }

  @SuppressWarnings("unchecked") // the schema says what the collections hold
  private static UserProfile profile(GenericRecord record) {
    List<RecentItem> recent = new ArrayList<>();
    for (GenericRecord one : (List<GenericRecord>) record.get("recent")) {
      recent.add(
          new RecentItem(
              (String) one.get("item_id"),
              EventType.ofCode((Integer) one.get("event")),
              (Long) one.get("timestamp")));
    }
    return new UserProfile(
        recent,
        (List<String>) record.get("bought"),
        (Map<String, Float>) record.get("affinities"),
        (Long) record.get("events"),
        (Long) record.get("first"),
        (Long) record.get("last"));
  }
}
