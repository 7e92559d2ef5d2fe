package io.limpet.core.codec;

import io.limpet.core.event.EventType;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** The fields of a {@link UserProfile} in the records that hold one. */
final class ProfileFields {
  private ProfileFields() {}

  static void put(UserProfile profile, GenericRecord record) {
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
  static UserProfile of(GenericRecord record) {
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
