package io.limpet.flink.engagement;

import io.limpet.core.engagement.Segment;
import io.limpet.core.served.Served;

/**
 * What events are told apart by of an answer. Public, so that Flink can keep it as a record with
 * fields.
 *
 * @param surface where it was shown
 * @param generation whose vectors made it, empty if none
 * @param variants arms of experiments that decided it
 * @param sinceMillis processing time at which it became known
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after it was handed over
public record Answer(String surface, String generation, String[] variants, long sinceMillis) {

  static Answer of(Served served, long nowMillis) {
    return new Answer(
        served.surface(),
        served.generation(),
        Segment.variants(served).toArray(new String[0]),
        nowMillis);
  }
}
