package io.limpet.system.faults;

import io.limpet.fixtures.SampleItems;
import io.limpet.lake.Lake;
import io.limpet.system.load.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Lets everything go wrong while a shop sends events, one fault after the other and then at random,
 * and holds what Limpet counted against the shop's own book.
 */
public final class FaultsRun {
  private static final int USERS = 300;
  private static final String CROWD = "shopper";

  private final Path folder;
  private final int eventsPerSecond;
  private final Duration random;
  private final long seed;

  /**
   * @param folder for everything that is written
   * @param random how long processes are killed at random, after each fault came once
   */
  public FaultsRun(Path folder, int eventsPerSecond, Duration random, long seed) {
    this.folder = folder;
    this.eventsPerSecond = eventsPerSecond;
    this.random = random;
    this.seed = seed;
  }

  /**
   * A fault that was got over.
   *
   * @param seconds from its beginning until an event that was sent after its end was known to both
   *     services
   */
  public record Recovery(String fault, double seconds) {}

  /**
   * What was found in the end.
   *
   * @param acknowledged events, by the shop's own book
   * @param repeatedBatches that were not acknowledged at once
   * @param wrongProfiles users of whom a service has counted another number of events
   * @param lostRows that are missing in the lake
   * @param doubleRows that are there too often
   */
  public record Result(
      long acknowledged, long repeatedBatches, int wrongProfiles, long lostRows, long doubleRows) {}

  /**
   * Does it.
   *
   * @param each told of every fault that was got over
   * @throws IllegalStateException when one is not, in minutes
   */
  public Result run(Consumer<Recovery> each) {
    var ledger = new Ledger();
    try (Cluster cluster = Cluster.start(folder)) {
      try {
        cluster.awaitWhole("probe-start");
        long repeated;
        var traffic = new Traffic(CROWD, USERS, SampleItems.ids(), seed);
        try (var sending = new Sending(cluster, traffic, ledger, eventsPerSecond)) {
          strike(cluster, each);
          repeated = sending.repeated();
        }
        return compare(cluster, ledger, repeated);
      } catch (Exception e) {
        throw new IllegalStateException(e.getMessage() + "\n" + cluster.topology().logs(), e);
      }
    }
  }

  private void strike(Cluster cluster, Consumer<Recovery> each) throws Exception {
    int probe = 0;
    for (Fault fault : Faults.all()) {
      each.accept(recovery(cluster, fault, "probe-" + probe++));
    }
    var dice = new Random(seed);
    List<Fault> kills = Faults.kills();
    Instant end = Instant.now().plus(random);
    while (Instant.now().isBefore(end)) {
      Fault fault = kills.get(dice.nextInt(kills.size()));
      each.accept(recovery(cluster, fault, "probe-" + probe++));
    }
  }

  private static Recovery recovery(Cluster cluster, Fault fault, String probe) throws Exception {
    long began = System.nanoTime();
    fault.strike().on(cluster.topology());
    TimeUnit.SECONDS.sleep(fault.lastsSeconds());
    fault.mend().on(cluster.topology());
    cluster.awaitWhole(probe);
    return new Recovery(fault.name(), (System.nanoTime() - began) / 1e9);
  }

  private static Result compare(Cluster cluster, Ledger ledger, long repeated) {
    Map<String, Integer> sent = ledger.eventsByUser();
    for (String service : Cluster.SERVICES) {
      awaitQuietly(() -> cluster.eventsByUser(service, CROWD).equals(sent));
    }
    var lake = new Lake(cluster.topology().lake());
    Map<String, Integer> rows = ledger.rowsByEvent();
    awaitQuietly(() -> rowsByEvent(lake).equals(rows));

    int wrong = 0;
    for (String service : Cluster.SERVICES) {
      Map<String, Integer> counted = cluster.eventsByUser(service, CROWD);
      for (Map.Entry<String, Integer> user : sent.entrySet()) {
        wrong += user.getValue().equals(counted.get(user.getKey())) ? 0 : 1;
      }
    }
    Map<String, Integer> there = rowsByEvent(lake);
    long lost = 0;
    long twice = 0;
    for (Map.Entry<String, Integer> event : rows.entrySet()) {
      int more = there.getOrDefault(event.getKey(), 0) - event.getValue();
      lost += Math.max(0, -more);
      twice += Math.max(0, more);
    }
    return new Result(ledger.acknowledgedCount(), repeated, wrong, lost, twice);
  }

  /** Waits until it is so; if it does not become so, the comparison says by how much. */
  private static void awaitQuietly(BooleanSupplier condition) {
    try {
      Cluster.await("the same counts", condition);
    } catch (IllegalStateException e) {
      // What differs is counted.
    }
  }

  private static Map<String, Integer> rowsByEvent(Lake lake) {
    Map<String, Integer> rows = new HashMap<>();
    lake.forEach(
        row -> {
          if (row.eventId().startsWith(CROWD)) {
            rows.merge(row.eventId(), 1, Integer::sum);
          }
        });
    return rows;
  }
}
