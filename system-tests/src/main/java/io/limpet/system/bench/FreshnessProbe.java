package io.limpet.system.bench;

import io.limpet.system.load.Latencies;
import io.limpet.system.load.Traffic;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Clicks and watches for the answer to change. One probe: ask for a user's recommendations; report
 * a view of one of the items shown; from the acknowledgement on, ask again and again until the list
 * is another one and no longer holds that item, which only the click explains: what was looked at a
 * moment ago is not recommended. Before asking again it pauses for a millisecond, or for a
 * twentieth of the time since the 202 if that is more. What is measured runs from the moment the
 * 202 was read to the moment the changed answer was read, so it is too long by at most a pause and
 * one request, whose time is measured beside it. Without pauses, asking would take the processor
 * from what is asked for; without longer ones, probes that wait for what has fallen behind would
 * keep it there. Thread-safe; the probes of one user must not overlap.
 */
final class FreshnessProbe {
  private static final int LIMIT = 10;
  private static final long LEAST_PAUSE_NANOS = 1_000_000;
  private static final int PAUSES = 20;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  private final Service service;
  private final String prefix;
  private final int users;

  final Latencies fresh = new Latencies();
  final Latencies acknowledged = new Latencies();
  final Latencies polled = new Latencies();
  final LongAdder unchanged = new LongAdder();
  final LongAdder changedByThemselves = new LongAdder();
  final LongAdder failed = new LongAdder();

  FreshnessProbe(Service service, String prefix, int users) {
    this.service = service;
    this.prefix = prefix;
    this.users = users;
  }

  /** Gives every probe user a first click, so that each has a vector. */
  void introduce(List<String> items) {
    for (int i = 0; i < users; i++) {
      String id = prefix + "-hello-" + i;
      service.report(Traffic.view(id, user(i), items.get(i * 31 % items.size())));
    }
  }

  /** Makes the probe of this number. */
  void run(long number) {
    String user = user((int) (number % users));
    try {
      List<String> before = service.recommend(user, LIMIT);
      if (!service.recommend(user, LIMIT).equals(before)) {
        changedByThemselves.increment();
        return;
      }
      String clicked = before.get((int) (number % before.size()));
      long sent = System.nanoTime();
      service.report(Traffic.view(prefix + "-click-" + number, user, clicked));
      long acked = System.nanoTime();
      acknowledged.addNanos(acked - sent);
      awaitChange(user, before, clicked, acked);
    } catch (RuntimeException e) {
      failed.increment();
    }
  }

  private void awaitChange(String user, List<String> before, String clicked, long acked) {
    for (long asked = System.nanoTime(); asked - acked < PATIENCE; ) {
      List<String> now = service.recommend(user, LIMIT);
      long answered = System.nanoTime();
      polled.addNanos(answered - asked);
      if (!now.equals(before) && !now.contains(clicked)) {
        fresh.addNanos(answered - acked);
        return;
      }
      LockSupport.parkNanos(Math.max(LEAST_PAUSE_NANOS, (answered - acked) / PAUSES));
      asked = System.nanoTime();
    }
    unchanged.increment();
  }

  private String user(int number) {
    return prefix + "-probe-" + number;
  }
}
