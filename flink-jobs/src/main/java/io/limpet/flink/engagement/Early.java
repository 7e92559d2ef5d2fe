package io.limpet.flink.engagement;

import java.util.Arrays;

/**
 * Events that came before the answer that they name. Public, so that Flink can keep it as a record
 * with fields.
 *
 * @param events in the encoding of {@code limpet.events.clean}
 * @param sinceMillis processing time of the first
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record Early(byte[][] events, long sinceMillis) {

  Early with(byte[] event) {
    byte[][] more = Arrays.copyOf(events, events.length + 1);
    more[events.length] = event;
    return new Early(more, sinceMillis);
  }
}
