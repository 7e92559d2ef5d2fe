package io.limpet.flink.experiments;

import io.limpet.flink.wire.SumAndWrite;

/**
 * What is kept of a slice of an arm. Public, so that Flink can keep it as a record with fields.
 *
 * @param result in the encoding of {@code limpet.experiment-results}
 * @param touchedMillis processing time of the latest change
 * @param writtenMillis processing time of the last writing, 0 before the first
 * @param writeAtMillis when it is to be written again, 0 when it has been
 * @param expireAtMillis when to see whether its lifetime is over
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record ArmSums(
    byte[] result, long touchedMillis, long writtenMillis, long writeAtMillis, long expireAtMillis)
    implements SumAndWrite.Kept<ArmSums> {

  @Override
  public ArmSums written(long nowMillis) {
    return new ArmSums(result, touchedMillis, nowMillis, 0, expireAtMillis);
  }

  @Override
  public ArmSums toWriteAt(long millis) {
    return new ArmSums(result, touchedMillis, writtenMillis, millis, expireAtMillis);
  }

  @Override
  public ArmSums toExpireAt(long millis) {
    return new ArmSums(result, touchedMillis, writtenMillis, writeAtMillis, millis);
  }
}
