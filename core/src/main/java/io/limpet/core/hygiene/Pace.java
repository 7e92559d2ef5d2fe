package io.limpet.core.hygiene;

/**
 * How many events a span of time of event time holds, from two counters: those of the span begun
 * last and of the one before it, of which the part counts that still lies within one span of now
 * (the sliding window counter of rate limiters). Exact when the events of the former span were
 * spread evenly.
 *
 * @param span number of the span begun last: epoch milliseconds over its length
 * @param now events of it
 * @param before events of the span before
 */
public record Pace(long span, int now, int before) {
  /** Nothing counted yet. */
  static final Pace NONE = new Pace(0, 0, 0);

  /** With one more event. One from before both spans is of the past and changes nothing. */
  Pace with(long millis, long length) {
    long at = Math.floorDiv(millis, length);
    if (at == span) {
      return new Pace(span, now + 1, before);
    }
    if (at == span + 1) {
      return new Pace(at, 1, now);
    }
    if (at > span) {
      return new Pace(at, 1, 0);
    }
    return at == span - 1 ? new Pace(span, now, before + 1) : this;
  }

  /** Events within one length up to {@code millis}, which lies in the span begun last. */
  double at(long millis, long length) {
    double gone = (double) Math.floorMod(millis, length) / length;
    return now + (1 - gone) * before;
  }
}
