package io.limpet.flink.clean;

import io.limpet.core.event.RejectReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;

/** Counters {@code rejected} by {@code reason}. */
final class RejectionCounters {
  private final Map<RejectReason, Counter> counters = new EnumMap<>(RejectReason.class);

  /**
   * @param which reasons can come up here
   */
  RejectionCounters(RuntimeContext context, Predicate<RejectReason> which) {
    for (RejectReason reason : RejectReason.values()) {
      if (which.test(reason)) {
        counters.put(
            reason,
            context.getMetricGroup().addGroup("reason", reason.label()).counter("rejected"));
      }
    }
  }

  void inc(RejectReason reason) {
    Objects.requireNonNull(counters.get(reason)).inc();
  }
}
