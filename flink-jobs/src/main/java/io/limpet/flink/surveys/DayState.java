package io.limpet.flink.surveys;

/**
 * What is kept of a kind and day. Public, so that Flink can keep it as a record with fields.
 *
 * @param day in the encoding of {@code limpet.surveys}
 * @param touchedMillis processing time of the latest answer
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record DayState(byte[] day, long touchedMillis) {}
