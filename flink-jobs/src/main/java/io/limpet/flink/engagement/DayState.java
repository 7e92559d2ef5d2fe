package io.limpet.flink.engagement;

import io.limpet.flink.wire.SumAndWrite;

/**
 * What is kept of a segment's day. Public, so that Flink can keep it as a record with fields.
 *
 * @param figures in the encoding of {@code limpet.metrics}, empty before the first
 * @param touchedMillis processing time of the latest change
 * @param writtenMillis processing time of the last writing, 0 before the first
 * @param writeAtMillis when the figures are to be written again, 0 when they have been
 * @param expireAtMillis when to see whether the lifetime is over
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record DayState(
    byte[] figures, long touchedMillis, long writtenMillis, long writeAtMillis, long expireAtMillis)
    implements SumAndWrite.Kept<DayState> {

  DayState with(byte[] newFigures, long nowMillis) {
    return new DayState(newFigures, nowMillis, writtenMillis, writeAtMillis, expireAtMillis);
  }

  @Override
  public DayState written(long nowMillis) {
    return new DayState(figures, touchedMillis, nowMillis, 0, expireAtMillis);
  }

  @Override
  public DayState toWriteAt(long millis) {
    return new DayState(figures, touchedMillis, writtenMillis, millis, expireAtMillis);
  }

  @Override
  public DayState toExpireAt(long millis) {
    return new DayState(figures, touchedMillis, writtenMillis, writeAtMillis, millis);
  }
}
