package io.limpet.core.codec;

import io.limpet.core.vector.UserVector;
import org.apache.avro.generic.GenericRecord;

/** {@link UserVector} as Avro. */
public final class UserVectorCodec extends AvroCodec<UserVector> {
  public UserVectorCodec() {
    super("user-vector.v1.avsc");
  }

  @Override
  GenericRecord toRecord(UserVector user) {
    GenericRecord record = newRecord();
    record.put("visitor", user.visitor());
    record.put("generation", user.generation());
    record.put("vector", bytes(user.vector()));
    ProfileFields.put(user.profile(), record);
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
        ProfileFields.of(record),
        (Long) record.get("version"),
        (String) record.get("event_id"));
  }
}
