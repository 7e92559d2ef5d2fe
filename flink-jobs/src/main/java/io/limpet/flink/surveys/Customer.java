package io.limpet.flink.surveys;

import io.limpet.flink.wire.Progress;

/**
 * What is kept of a visitor who buys or answers. Public, so that Flink can keep it as a record with
 * fields.
 *
 * @param progress how far its events were taken in
 * @param firstBoughtDay since 1970, UTC; {@link #NEVER} before the first purchase
 */
public record Customer(Progress progress, long firstBoughtDay) {
  static final long NEVER = Long.MAX_VALUE;

  static Customer unknown() {
    return new Customer(Progress.none(), NEVER);
  }
}
