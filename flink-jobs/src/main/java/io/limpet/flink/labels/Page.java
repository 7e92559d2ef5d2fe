package io.limpet.flink.labels;

import io.limpet.core.codec.Codec;
import io.limpet.core.served.Served;

/**
 * What is kept of a page of an answer. Public, so that Flink can keep it as a record with fields.
 *
 * @param served in the encoding of {@code limpet.served}
 * @param written whether its examples were written
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record Page(byte[] served, boolean written) {
  /** The same of nobody in particular. */
  Page ofNobody(Codec<Served> codec) {
    return new Page(codec.encode(codec.decode(served).ofNobody()), written);
  }

  Page asWritten() {
    return new Page(served, true);
  }
}
