package io.limpet.flink.signals;

/**
 * What is kept of an item. Public, so that Flink can keep it as a record with fields.
 *
 * @param signals in the encoding of {@code limpet.item-signals}
 * @param touchedMillis processing time of the latest event
 * @param writtenMillis processing time of the last writing
 * @param writeAtMillis when the signals are to be written again, 0 when they have been
 * @param expireAtMillis when to see whether the item's lifetime is over
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record ItemState(
    byte[] signals,
    long touchedMillis,
    long writtenMillis,
    long writeAtMillis,
    long expireAtMillis) {

  ItemState counted(byte[] newSignals, long nowMillis) {
    return new ItemState(newSignals, nowMillis, writtenMillis, writeAtMillis, expireAtMillis);
  }

  ItemState written(long nowMillis) {
    return new ItemState(signals, touchedMillis, nowMillis, 0, expireAtMillis);
  }

  ItemState toWriteAt(long millis) {
    return new ItemState(signals, touchedMillis, writtenMillis, millis, expireAtMillis);
  }

  ItemState toExpireAt(long millis) {
    return new ItemState(signals, touchedMillis, writtenMillis, writeAtMillis, millis);
  }
}
