package io.limpet.core.codec;

import io.limpet.core.vector.ItemVector;
import org.apache.avro.generic.GenericRecord;

/** {@link ItemVector} as Avro. */
public final class ItemVectorCodec extends AvroCodec<ItemVector> {
  public ItemVectorCodec() {
    super("item-vector.v1.avsc");
  }

  @Override
  GenericRecord toRecord(ItemVector item) {
    GenericRecord record = newRecord();
    record.put("item_id", item.itemId());
    record.put("generation", item.generation());
    record.put("vector", bytes(item.vector()));
    record.put("input", bytes(item.input()));
    record.put("category", item.category());
    record.put("version", item.version());
    return record;
  }

  @Override
  ItemVector fromRecord(GenericRecord record) {
    return new ItemVector(
        (String) record.get("item_id"),
        (String) record.get("generation"),
        floats(record.get("vector")),
        floats(record.get("input")),
        (String) record.get("category"),
        (Long) record.get("version"));
  }
}
