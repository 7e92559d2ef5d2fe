package io.limpet.core.codec;

import io.limpet.core.experiment.ArmResult;
import io.limpet.core.experiment.Moments;
import org.apache.avro.generic.GenericRecord;

/** {@link ArmResult} as Avro. */
public final class ArmResultCodec extends AvroCodec<ArmResult> {
  public ArmResultCodec() {
    super("arm-result.v1.avsc");
  }

  @Override
  GenericRecord toRecord(ArmResult result) {
    GenericRecord record = newRecord();
    record.put("experiment", result.experiment());
    record.put("arm", result.arm());
    record.put("slice", result.slice());
    record.put("visitors", result.moments().count());
    record.put("sums", bytes(result.moments().sums()));
    record.put("products", bytes(result.moments().products()));
    return record;
  }

  @Override
  ArmResult fromRecord(GenericRecord record) {
    return new ArmResult(
        (String) record.get("experiment"),
        (String) record.get("arm"),
        (String) record.get("slice"),
        Moments.of(
            (Double) record.get("visitors"),
            doubles(record.get("sums")),
            doubles(record.get("products"))));
  }
}
