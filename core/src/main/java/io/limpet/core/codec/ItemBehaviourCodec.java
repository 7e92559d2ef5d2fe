package io.limpet.core.codec;

import io.limpet.core.feature.ItemBehaviour;
import io.limpet.core.feature.Listing;
import org.apache.avro.generic.GenericRecord;

/** {@link ItemBehaviour} as Avro. */
public final class ItemBehaviourCodec extends AvroCodec<ItemBehaviour> {
  public ItemBehaviourCodec() {
    super("item-features.v1.avsc");
  }

  @Override
  GenericRecord toRecord(ItemBehaviour item) {
    GenericRecord record = newRecord();
    record.put("item_id", item.itemId());
    record.put("category", item.listing().category());
    record.put("brand", item.listing().brand());
    record.put("price", item.listing().price());
    record.put("stock", item.listing().stock());
    record.put("listed_at", item.listing().updatedMillis());
    SeriesFields.put(record, item.counts());
    SeriesFields.put(record, "fast", item.fast());
    SeriesFields.put(record, "slow", item.slow());
    SeriesFields.put(record, "viewed_with", item.viewedWith());
    SeriesFields.put(record, "bought_with", item.boughtWith());
    record.put("first", item.firstMillis());
    record.put("last", item.lastMillis());
    record.put("version", item.version());
    return record;
  }

  @Override
  ItemBehaviour fromRecord(GenericRecord record) {
    return new ItemBehaviour(
        (String) record.get("item_id"),
        new Listing(
            (String) record.get("category"),
            (String) record.get("brand"),
            (Double) record.get("price"),
            (Integer) record.get("stock"),
            (Long) record.get("listed_at")),
        SeriesFields.counts(record),
        SeriesFields.series(record, "fast"),
        SeriesFields.series(record, "slow"),
        SeriesFields.named(record, "viewed_with"),
        SeriesFields.named(record, "bought_with"),
        (Long) record.get("first"),
        (Long) record.get("last"),
        (Long) record.get("version"));
  }
}
