package io.limpet.system.faults;

import io.limpet.core.event.Event;
import io.limpet.system.load.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A shop that reports events at a rate, each batch again and again, to one service and then to the
 * other, until one acknowledges it.
 */
final class Sending implements AutoCloseable {
  private static final int SENDERS = 4;
  private static final int BATCH = 20;
  private static final long AGAIN_MILLIS = 100;

  private final Cluster cluster;
  private final Traffic traffic;
  private final Ledger ledger;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final List<Thread> senders = new ArrayList<>();
  private volatile boolean ended;

  Sending(Cluster cluster, Traffic traffic, Ledger ledger, int eventsPerSecond) {
    this.cluster = cluster;
    this.traffic = traffic;
    this.ledger = ledger;
    for (int i = 0; i < SENDERS; i++) {
      var random = new Random(i);
      senders.add(
          Thread.startVirtualThread(() -> send(random, (double) eventsPerSecond / SENDERS)));
    }
  }

  private void send(Random random, double perSecond) {
    long due = System.nanoTime();
    while (!ended) {
      int count = 1 + random.nextInt(BATCH);
      long first = next.getAndAdd(count);
      List<Event> events = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        events.add(traffic.event(first + i));
      }
      ledger.sending(events);
      int service = random.nextInt(Cluster.SERVICES.size());
      while (!cluster.reports(Cluster.SERVICES.get(service), events)) {
        repeated.incrementAndGet();
        service = (service + 1) % Cluster.SERVICES.size();
        sleepMillis(AGAIN_MILLIS);
      }
      ledger.acknowledged(events);
      due += (long) (count / perSecond * 1e9);
      sleepMillis((due - System.nanoTime()) / 1_000_000);
    }
  }

  private static void sleepMillis(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many batches were not acknowledged at once. */
  long repeated() {
    return repeated.get();
  }

  /** Ends it, when what was begun has been acknowledged. */
  @Override
  public void close() {
    ended = true;
    try {
      for (Thread sender : senders) {
        sender.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
