package io.limpet.core.codec;

import io.limpet.core.feature.Sessions;
import io.limpet.core.feature.UserBehaviour;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** {@link UserBehaviour} as Avro. */
public final class UserBehaviourCodec extends AvroCodec<UserBehaviour> {
  private final Schema session = field("sessions").getElementType();

  public UserBehaviourCodec() {
    super("user-features.v1.avsc");
  }

  @Override
  GenericRecord toRecord(UserBehaviour user) {
    GenericRecord record = newRecord();
    record.put("visitor", user.visitor());
    SeriesFields.put(record, user.counts());
    SeriesFields.put(record, "interest", user.interest());
    SeriesFields.put(record, "categories", user.categories());
    SeriesFields.put(record, "brands", user.brands());
    List<GenericRecord> sessions = new ArrayList<>(user.sessions().latest().size());
    for (Sessions.Span span : user.sessions().latest()) {
      GenericRecord one = new GenericData.Record(session);
      one.put("session", span.session());
      one.put("first", span.firstMillis());
      one.put("last", span.lastMillis());
      one.put("events", span.events());
      one.put("views", span.views());
      sessions.add(one);
    }
    record.put("sessions", sessions);
    UserBehaviour.Times times = user.times();
    record.put("first", times.first());
    record.put("last", times.last());
    record.put("last_view", times.lastView());
    record.put("last_cart", times.lastCart());
    record.put("first_purchase", times.firstPurchase());
    record.put("last_purchase", times.lastPurchase());
    record.put("version", user.version());
    return record;
  }

  @Override
  @SuppressWarnings("unchecked") // the schema says what the list holds
  UserBehaviour fromRecord(GenericRecord record) {
    List<Sessions.Span> sessions = new ArrayList<>();
    for (GenericRecord one : (List<GenericRecord>) record.get("sessions")) {
      sessions.add(
          new Sessions.Span(
              (Long) one.get("session"),
              (Long) one.get("first"),
              (Long) one.get("last"),
              (Integer) one.get("events"),
              (Integer) one.get("views")));
    }
    return new UserBehaviour(
        (String) record.get("visitor"),
        SeriesFields.counts(record),
        SeriesFields.series(record, "interest"),
        SeriesFields.named(record, "categories"),
        SeriesFields.named(record, "brands"),
        new Sessions(sessions),
        new UserBehaviour.Times(
            (Long) record.get("first"),
            (Long) record.get("last"),
            (Long) record.get("last_view"),
            (Long) record.get("last_cart"),
            (Long) record.get("first_purchase"),
            (Long) record.get("last_purchase")),
        (Long) record.get("version"));
  }
}
