package io.limpet.flink.features;

/**
 * What is kept of an item or a visitor. Public, so that Flink can keep it as a record with fields.
 *
 * @param value in the encoding of its topic
 * @param touchedMillis processing time of the latest event
 * @param writtenMillis processing time of the last writing, 0 before the first
 * @param writeAtMillis when it is to be written again, 0 when nothing is due
 * @param expireAtMillis when to see whether its lifetime is over, 0 if nothing ever happened
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record Kept(
    byte[] value, long touchedMillis, long writtenMillis, long writeAtMillis, long expireAtMillis) {

  Kept valued(byte[] newValue) {
    return new Kept(newValue, touchedMillis, writtenMillis, writeAtMillis, expireAtMillis);
  }

  Kept touched(long nowMillis) {
    return new Kept(value, nowMillis, writtenMillis, writeAtMillis, expireAtMillis);
  }

  Kept written(long nowMillis) {
    return new Kept(value, touchedMillis, nowMillis, 0, expireAtMillis);
  }

  Kept toWriteAt(long millis) {
    return new Kept(value, touchedMillis, writtenMillis, millis, expireAtMillis);
  }

  Kept toExpireAt(long millis) {
    return new Kept(value, touchedMillis, writtenMillis, writeAtMillis, millis);
  }
}
