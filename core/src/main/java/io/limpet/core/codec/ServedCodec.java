package io.limpet.core.codec;

import io.limpet.core.experiment.Assignment;
import io.limpet.core.experiment.Unit;
import io.limpet.core.hash.Hash128;
import io.limpet.core.served.Served;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** {@link Served} as Avro. */
public final class ServedCodec extends AvroCodec<Served> {
  private final Schema item = field("items").getElementType();
  private final Schema assignment = field("assignments").getElementType();

  public ServedCodec() {
    super("served.v4.avsc", "served.v3.avsc", "served.v2.avsc", "served.v1.avsc");
  }

  @Override
  GenericRecord toRecord(Served served) {
    List<GenericRecord> items = new ArrayList<>(served.items().size());
    for (Served.ServedItem shown : served.items()) {
      GenericRecord one = new GenericData.Record(item);
      one.put("item_id", shown.itemId());
      one.put("source", shown.source());
      one.put("score", shown.score());
      one.put("propensity", shown.propensity());
      one.put("features", halves(shown.features()));
      items.add(one);
    }
    GenericRecord record = newRecord();
    record.put("recommendation_id", served.recommendationId());
    record.put("visitor", served.visitor());
    record.put("surface", served.surface());
    record.put("generation", served.generation());
    record.put("timestamp", served.timestampMillis());
    record.put("surface_version", served.surfaceVersion());
    record.put("first_position", served.firstPosition());
    record.put("feature_schema", served.featureSchema());
    record.put("items", items);
    record.put("assignments", served.assignments().stream().map(this::toRecord).toList());
    return record;
  }

  private GenericRecord toRecord(Assignment of) {
    GenericRecord record = new GenericData.Record(assignment);
    record.put("experiment", of.experiment());
    record.put("arm", of.arm());
    record.put("unit_high", of.unit().hash().high());
    record.put("unit_low", of.unit().hash().low());
    return record;
  }

  private static Assignment assignment(GenericRecord record) {
    return new Assignment(
        (String) record.get("experiment"),
        (String) record.get("arm"),
        new Unit(new Hash128((Long) record.get("unit_high"), (Long) record.get("unit_low"))));
  }

  @Override
  @SuppressWarnings("unchecked") // the schema says what the list holds
  Served fromRecord(GenericRecord record) {
    List<Served.ServedItem> items = new ArrayList<>();
    for (GenericRecord one : (List<GenericRecord>) record.get("items")) {
      items.add(
          new Served.ServedItem(
              (String) one.get("item_id"),
              (String) one.get("source"),
              (Double) one.get("score"),
              (Double) one.get("propensity"),
              floatsOfHalves(one.get("features"))));
    }
    return new Served(
        (String) record.get("recommendation_id"),
        (String) record.get("visitor"),
        (String) record.get("surface"),
        (String) record.get("generation"),
        (Long) record.get("timestamp"),
        (String) record.get("surface_version"),
        (Integer) record.get("first_position"),
        (Long) record.get("feature_schema"),
        items,
        ((List<GenericRecord>) record.get("assignments"))
            .stream().map(ServedCodec::assignment).toList());
  }
}
