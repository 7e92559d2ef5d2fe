package io.limpet.flink.experiments;

/**
 * That a unit counts otherwise for a slice of its arm. Public, so that Flink takes it as a record
 * with fields.
 *
 * @param was what it was counted for before, empty if it was not
 * @param is what it counts for now, empty if it does not any more
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
public record Change(String experiment, String arm, String slice, float[] was, float[] is) {
  static final float[] NOTHING = {};

  String key() {
    return experiment + "/" + arm + "/" + slice;
  }
}
